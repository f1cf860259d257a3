/**
 * `npm run bench:scale`: what one start of the mock, one client and one plan of checks take at 1, 10, 100 and 1,000 operations,
 * each in a process of its own, in seconds of CPU and of wall, and MB; and what the mock takes to serve the documents of two
 * vendors. `BENCH_SPEC` names other documents, with a comma between.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grownDocument } from './grown.ts';
import { vendorDocuments } from './vendors.ts';

interface Usage {
  cpu: number;
  memory: number;
  /** Until it ended, or printed what was waited for. */
  wall: number;
}

const usage = new URL('usage.ts', import.meta.url).href;
const program = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Runs a program until it ends, or until it prints `until`, and says what it took. */
async function taken(args: string[], until?: string): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', usage, ...args]);
  const began = performance.now();
  let wall: number | undefined;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (until !== undefined && text.includes(until)) {
        wall ??= performance.now() - began;
        child.kill('SIGTERM');
      }
    });
  }
  await once(child, 'close');
  wall ??= performance.now() - began;
  const said = /usage (\{.*\})/.exec(text)?.[1];
  if (said === undefined) throw new Error(`${args.join(' ')} did not say what it took:\n${text.slice(-2000)}`);
  return { ...(JSON.parse(said) as Usage), wall };
}

const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-scale-'));
try {
  const own = [1, 10, 100, 1000].map(async (count): Promise<[string, string]> => {
    const file = join(folder, `${count}.json`);
    await writeFile(file, JSON.stringify(grownDocument(count)));
    return [`${count.toLocaleString('en')} operations`, file];
  });
  const given = process.env['BENCH_SPEC']?.split(',').map((file): [string, string] => [basename(file), resolve(file)]);
  const steps = {
    'mock start': (spec: string) =>
      taken([program('packages/mock/dist/main.js'), '--spec', spec, '--port', '0', '--log', 'silent'], 'http://'),
    'client build': (spec: string) =>
      taken([program('packages/client/derive.ts'), '--spec', spec, '--out', join(folder, 'client')]),
    'check --dry-run': (spec: string) =>
      taken([program('packages/contract/dist/main.js'), 'check', 'http://127.0.0.1:1', '--dry-run', '--spec', spec]),
  };
  type Row = [name: string, spec: string, step: keyof typeof steps];
  const measured = given ?? (await Promise.all(own));
  const rows = measured.flatMap(([name, spec]) =>
    Object.keys(steps).map((step): Row => [name, spec, step as keyof typeof steps]),
  );
  const vendors = given ? [] : await vendorDocuments(folder);
  const served = vendors.map(([name, spec]): Row => [name, spec, 'mock start']);
  for (const [name, spec, step] of [...rows, ...served]) {
    const { cpu, wall, memory } = await steps[step](spec);
    const [worked, lasted] = [cpu, wall].map((ms) => (ms / 1000).toFixed(1).padStart(7));
    const figures = `${worked} s CPU ${lasted} s wall ${memory.toFixed(0).padStart(6)} MB`;
    process.stdout.write(`${name.padEnd(18)} ${step.padEnd(16)} ${figures}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
