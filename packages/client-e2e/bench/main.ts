/** Compares the client with its peers in one run, interleaved: a fresh process for each sample, medians of the rounds. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clients } from './clients.ts';
import { generateHeyApi } from './hey-api.ts';

interface Sample {
  cpuMicros: number;
  callsPerSecond: number;
  addedMicros?: number;
  addedBytes?: number;
}

const rounds = Number(process.env['ROUNDS'] ?? 5);
const start = (file: string, ...args: string[]): ChildProcess =>
  fork(new URL(file, import.meta.url), args, { execArgv: ['--expose-gc', '--max-semi-space-size=64'] });

await generateHeyApi();
const server = start('gateway.ts');
const [port] = (await once(server, 'message')) as [number];
const samples = new Map<string, Sample[]>(Object.keys(clients).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, taken] of samples) {
    const [sample] = (await once(start('sample.ts', name, String(port)), 'message')) as [Sample];
    taken.push(sample);
  }
}
server.kill();

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const of = (name: string, fact: keyof Sample): number =>
  median(samples.get(name)!.map((sample) => sample[fact] ?? NaN));
const shown = (value: number, digits: number): string => (Number.isNaN(value) ? '-' : value.toFixed(digits));
const rows = [...samples.keys()].map((name) => ({
  client: name,
  'CPU µs a call': shown(of(name, 'cpuMicros'), 0),
  'CPU × raw fetch': shown(of(name, 'cpuMicros') / of('raw fetch', 'cpuMicros'), 2),
  'calls/s × raw fetch': shown(of(name, 'callsPerSecond') / of('raw fetch', 'callsPerSecond'), 2),
  'µs added to a stubbed fetch': shown(of(name, 'addedMicros'), 1),
  'heap bytes added': shown(of(name, 'addedBytes'), 0),
}));
console.log(
  `One PUT with a JSON body and answer, Node ${process.versions.node}, medians of ${rounds} interleaved rounds.`,
);
console.table(rows);
