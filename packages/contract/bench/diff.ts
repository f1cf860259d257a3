/** Compares `diff` with `redocly diff` over the pairs of the tests: what breaks and is caught, what does not and is called a break. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pairsToCompare, type Judged } from './pairs.ts';
import { largeDocument } from './large.ts';
import { diff } from '../src/diff/diff.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 120);
const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-bench-'));
const cli = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin', 'cli.js');

/** What one tool says of a pair: its highest level is a break, or it says nothing at all; or it does not end well. */
type Said = 'break' | 'change' | 'nothing' | 'crash';

const [base, revision] = [join(folder, 'base.json'), join(folder, 'revision.json')];

async function ours(): Promise<Said> {
  const { level, changes } = await diff(base, revision);
  return level === 'major' ? 'break' : changes.length > 0 ? 'change' : 'nothing';
}

async function redocly(): Promise<Said> {
  const output = join(folder, 'redocly.json');
  const args = [cli, 'diff', base, revision, '--config', join(folder, 'redocly.yaml'), '--format', 'json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_NOTIFICATIONS: 'true' };
  try {
    await promisify(execFile)(process.execPath, [...args, '--fail-on', 'none', '-o', output], { cwd: folder, env });
    const { changes } = JSON.parse(await readFile(output, 'utf8')) as { changes: { impact: string }[] };
    return changes.some(({ impact }) => impact === 'major') ? 'break' : changes.length > 0 ? 'change' : 'nothing';
  } catch {
    return 'crash';
  }
}

/** Those of the tests; or of a file with a list of `{ base, revision, isBreak }`, such as one made of the data of a peer. */
const pairsOf = async (file: string | undefined): Promise<Judged[]> =>
  file === undefined ? pairsToCompare() : (JSON.parse(await readFile(file, 'utf8')) as Judged[]);

const count = (said: Said[], judged: Judged[], isBreak: boolean, ...kinds: Said[]): number =>
  judged.filter((one, index) => one.isBreak === isBreak && kinds.includes(said[index]!)).length;

function row(tool: string, said: Said[], judged: Judged[]): Record<string, string | number> {
  const breaks = judged.filter(({ isBreak }) => isBreak).length;
  return {
    tool,
    'breaks caught': `${count(said, judged, true, 'break')} of ${breaks}`,
    'called no change': count(said, judged, true, 'nothing'),
    'false alarms': `${count(said, judged, false, 'break')} of ${judged.length - breaks}`,
    crashes: said.filter((one) => one === 'crash').length,
  };
}

try {
  // Without the ruleset that command finds no breaking change.
  await writeFile(join(folder, 'redocly.yaml'), "telemetry: 'off'\nextends: [diff-recommended]\n");
  const judged: Judged[] = [];
  const said: Record<'ours' | 'redocly', Said[]> = { ours: [], redocly: [] };
  const end = performance.now() + seconds * 1000;
  const pairs = await pairsOf(process.env['BENCH_PAIRS']);
  for (const pair of pairs) {
    if (performance.now() > end) break;
    await Promise.all([writeFile(base, JSON.stringify(pair.base)), writeFile(revision, JSON.stringify(pair.revision))]);
    judged.push(pair);
    said.ours.push(await ours());
    said.redocly.push(await redocly());
  }
  console.log(
    `${judged.length} of ${pairs.length} pairs, spread over all kinds; more with BENCH_SECONDS, others with BENCH_PAIRS=FILE`,
  );
  console.table([row('cc-gateway-contract diff', said.ours, judged), row('redocly diff', said.redocly, judged)]);
  const sizes = [];
  for (const changed of [0, 100, 200, 400]) {
    await Promise.all([
      writeFile(base, JSON.stringify(largeDocument(0))),
      writeFile(revision, JSON.stringify(largeDocument(changed))),
    ]);
    const before = process.cpuUsage();
    const { changes } = await diff(base, revision);
    const { user, system } = process.cpuUsage(before);
    const megabytes = (JSON.stringify(largeDocument(0)).length / 1e6).toFixed(1);
    sizes.push({
      'operations changed': changed,
      changes: changes.length,
      'document MB': megabytes,
      'CPU s': ((user + system) / 1e6).toFixed(2),
    });
  }
  console.log('A document of 1,000 operations whose schemas all contain each other');
  console.table(sizes);
} finally {
  await rm(folder, { recursive: true });
}
