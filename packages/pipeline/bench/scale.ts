/**
 * `npm run bench:scale`: what one start of the mock, one client and one plan of checks take at 1, 10, 100 and 1,000 operations,
 * each in a process of its own, in CPU seconds and MB. `BENCH_SPEC` names other documents, with a comma between.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grownDocument } from './grown.ts';

interface Usage {
  cpu: number;
  memory: number;
}

const usage = new URL('usage.ts', import.meta.url).href;
const program = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Runs a program until it ends, or until it prints `until`, and says what it took. */
async function taken(args: string[], until?: string): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', usage, ...args]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (until !== undefined && text.includes(until)) child.kill('SIGTERM');
    });
  }
  await once(child, 'close');
  const said = /usage (\{.*\})/.exec(text)?.[1];
  if (said === undefined) throw new Error(`${args.join(' ')} did not say what it took:\n${text.slice(-2000)}`);
  return JSON.parse(said) as Usage;
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
  for (const [name, spec] of given ?? (await Promise.all(own))) {
    for (const [step, measure] of Object.entries(steps)) {
      const { cpu, memory } = await measure(spec);
      const figures = `${(cpu / 1000).toFixed(1).padStart(7)} s CPU ${memory.toFixed(0).padStart(6)} MB`;
      process.stdout.write(`${name.padEnd(18)} ${step.padEnd(16)} ${figures}\n`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
