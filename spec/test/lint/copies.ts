import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const spec = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin/cli.js');

/** A change to one file of the spec; without `from`, `to` is its whole text; without `to`, the file is removed. */
export interface Edit {
  file: string;
  from?: string | RegExp;
  to?: string;
}

/** What lint reports, with the text of the line at which it points. */
export interface Reported {
  rule: string;
  message: string;
  file: string;
  line: string;
}

/** Lints a changed copy of the spec for each list of edits, all in one run; an edit that does not fit is an error in its place. */
export async function lintCopies(copies: Edit[][]): Promise<(Reported[] | Error)[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'cc-gateway-lint-')));
  try {
    const made = await Promise.allSettled(copies.map((edits, index) => copySpec(join(folder, String(index)), edits)));
    const fitting = [...made.keys()].filter((index) => made[index]!.status === 'fulfilled');
    const indexes = fitting.map((index) => join(folder, String(index), 'openapi.yaml'));
    // Redocly prints one JSON document for each file, with nothing between them.
    const documents = (await redocly(indexes)).split(/^\}/mu).slice(0, -1);
    const problems = documents.flatMap((text) => JSON.parse(`${text}}`).problems);
    const reported = copies.map((): Reported[] => []);
    for (const { ruleId, message, location } of problems) {
      const [{ source, start }] = location;
      const [index, ...rest] = relative(folder, join(spec, source.ref)).split(/[/\\]/u);
      const file = rest.join('/');
      const lines = (await readFile(join(folder, index!, file), 'utf8')).split('\n');
      reported[Number(index)]!.push({ rule: ruleId, message, file, line: lines[start.line - 1]!.trim() });
    }
    return reported.map((problems, index) => {
      const copy = made[index]!;
      return copy.status === 'rejected' ? (copy.reason as Error) : problems;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What an index has for further operations: their lines, and security schemes of their own. */
const further =
  /^ {2}\/.*\$ref: (?!paths\/calldata\/assign).*\n|^ {4}\w+: \{ type: (?:http|apiKey|oauth2|openIdConnect|mutualTLS).*\n/gmu;

async function copySpec(to: string, edits: Edit[]): Promise<void> {
  await cp(join(spec, 'decisions'), join(to, 'decisions'), { recursive: true });
  const index = await readFile(join(spec, 'openapi.yaml'), 'utf8');
  await write(join(to, 'openapi.yaml'), index.replaceAll(further, ''));
  await copyReferences(to, 'openapi.yaml');
  for (const { file, from, to: text } of edits) {
    const path = join(to, file);
    if (text === undefined) await rm(path);
    else if (from === undefined) await write(path, text);
    else await writeFile(path, replaced(file, await readFile(path, 'utf8'), from, text));
  }
}

/** Copies what a file refers to, and what that refers to: the operation that edits are about, and nothing of others. */
async function copyReferences(to: string, file: string): Promise<void> {
  const text = await readFile(join(to, file), 'utf8');
  for (const [, reference] of text.matchAll(/\$ref: '?([^#'\s}]+\.yaml)/gu)) {
    const next = join(dirname(file), reference!);
    await write(join(to, next), await readFile(join(spec, next), 'utf8'));
    await copyReferences(to, next);
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function replaced(file: string, before: string, from: string | RegExp, to: string): string {
  const after = typeof from === 'string' ? before.replace(from, () => to) : before.replace(from, to);
  if (after === before) throw new Error(`${file} does not have ${String(from)}, or the edit changes nothing`);
  return after;
}

async function redocly(files: string[]): Promise<string> {
  const args = [cli, 'lint', '--config', 'redocly.yaml', '--format', 'json', '--max-problems', '10000', ...files];
  const options = { cwd: spec, maxBuffer: 2 ** 26, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } };
  const run = promisify(execFile)(process.execPath, args, options);
  // Redocly ends with 1 where it has found problems.
  return (
    await run.catch((error: { code: number; stdout: string }) => {
      if (error.code !== 1) throw error;
      return error;
    })
  ).stdout;
}
