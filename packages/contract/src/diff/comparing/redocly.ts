import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Change, Level } from './changes.ts';

interface Location {
  file: string;
  pointer: string;
  line: number;
}

/** One change as `redocly diff --format json` tells it. */
interface Reported {
  path: string;
  typeName: string;
  kind: string;
  impact: Level;
  property?: string;
  verdicts: { ruleId: string; message: string; location: Location }[];
  base?: Location & { value?: unknown };
  revision?: Location & { value?: unknown };
}

/** What `redocly diff` sees and the comparison by values does not judge. Files are absolute. */
export async function redoclyChanges(base: string, revision: string, folder: string): Promise<Change[]> {
  const config = join(folder, 'redocly.yaml');
  const output = join(folder, 'diff.json');
  // Without the ruleset the command finds no breaking change.
  await writeFile(config, "telemetry: 'off'\nextends: [diff-recommended]\n");
  const cli = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin', 'cli.js');
  const args = [cli, 'diff', base, revision, '--config', config, '--format', 'json', '--fail-on', 'none', '-o', output];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_NOTIFICATIONS: 'true' };
  try {
    await promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 });
    const { changes }: { changes: Reported[] } = JSON.parse(await readFile(output, 'utf8'));
    return changes.filter(isItsOwn).map((change) => changeOf(change, folder));
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    throw new Error(`redocly diff could not compare the documents: ${(stderr ?? '').trim() || message}`, { cause });
  }
}

const around = /^(Root|Info|Contact|License|Tag|ExternalDocs|Server|Path|Operation|Link)/u;
const ours = /^x-(state|retcodes|success|tolerated|session|violations|preconditions|effects)$/u;
const words = /^(description|title|summary|externalDocs|deprecated)$/u;

function isItsOwn({ path, typeName, property = '', verdicts }: Reported): boolean {
  if (ours.test(property) || (path === '#/info' && property === 'version')) return false;
  if (path.startsWith('#/webhooks') || path.includes('/callbacks')) return true;
  if (!around.test(typeName)) return words.test(property);
  // Names in templates are not on the wire.
  return property !== 'key' || verdicts.length > 0;
}

function changeOf({ kind, impact, property, typeName, verdicts, base, revision }: Reported, folder: string): Change {
  const [verdict] = verdicts;
  const { file, pointer, line } = verdict?.location ?? revision ?? base!;
  const what = property === undefined ? typeName : `${property} of ${typeName}`;
  return {
    level: impact,
    rule: verdict?.ruleId ?? `${typeName.toLowerCase()}-${kind}`,
    message: verdict?.message ?? `${what} was ${kind}`,
    file: resolve(folder, file),
    line,
    pointer,
  };
}
