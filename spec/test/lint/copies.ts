import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
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
    const made = copies.map((edits, index) => copySpec(join(folder, String(index)), edits));
    const fitting = [...made.keys()].filter((index) => made[index] === undefined);
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
    return reported.map((problems, index) => made[index] ?? problems);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What an index has for further operations: their lines, and security schemes of their own. */
const further =
  /^ {2}\/.*\$ref: (?!paths\/calldata\/assign).*\n|^ {4}\w+: \{ type: (?:http|apiKey|oauth2|openIdConnect|mutualTLS).*\n/gmu;

/** Writes a changed copy of the spec; gives the error of an edit that does not fit. */
function copySpec(to: string, edits: Edit[]): Error | undefined {
  const files = new Map([['openapi.yaml', textOf('openapi.yaml').replaceAll(further, '')]]);
  addReferences(files, 'openapi.yaml');
  for (const { file, from, to: text } of edits) {
    if (text === undefined) files.delete(file);
    else if (from === undefined) files.set(file, text);
    else {
      const before = files.get(file) ?? '';
      const after = typeof from === 'string' ? before.replace(from, () => text) : before.replace(from, text);
      if (after === before)
        return new Error(
          `${file} does not have ${String(from)}, or the edit changes nothing. Change it in spec/test/lint/, too`,
        );
      files.set(file, after);
    }
  }
  // Of decisions, lint asks only whether they are there.
  mkdirSync(to);
  symlinkSync(join(spec, 'decisions'), join(to, 'decisions'), 'junction');
  for (const [file, text] of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), text);
  }
  return undefined;
}

/** Adds what a file refers to, and what that refers to: the operation that edits are about, and nothing of others. */
function addReferences(files: Map<string, string>, file: string): void {
  for (const [, reference] of files.get(file)!.matchAll(/\$ref: '?([^#'\s}]+\.yaml)/gu)) {
    const next = join(dirname(file), reference!);
    if (files.has(next)) continue;
    files.set(next, textOf(next));
    addReferences(files, next);
  }
}

const texts = new Map<string, string>();

/** A file of the spec, read once. */
function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(join(spec, file), 'utf8');
  texts.set(file, text);
  return text;
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
