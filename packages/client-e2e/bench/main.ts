/** Compares the client with its peers in one run, interleaved: a fresh process for each sample, medians of the rounds. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inRounds, publish, ratios, spreadOf, versionsOf, type Row } from '@cc-gateway/bench';
import { clients } from './clients.ts';
import { generateHeyApi } from './hey-api.ts';

interface Sample {
  cpuMicros: number;
  callsPerSecond: number;
  addedMicros?: number;
  addedBytes?: number;
}

/** What a client is compared with: the platform's fetch, over TLS where the client goes over TLS. */
const baseOf = (name: string): string => (name.endsWith(', over TLS') ? 'raw fetch, over TLS' : 'raw fetch');
const seconds = Number(process.env['BENCH_SECONDS'] ?? 150);
const start = (file: string, ...args: string[]): ChildProcess =>
  fork(new URL(file, import.meta.url), args, { execArgv: ['--expose-gc'] });

await generateHeyApi();
const server = start('gateway.ts');
const [port] = (await once(server, 'message')) as [number];
const rounds = await inRounds<Sample>(Object.keys(clients), (name) => sampleOf(name), { seconds });
server.kill();

const values = (name: string, fact: keyof Sample): (number | undefined)[] =>
  rounds.samples.get(name)!.map((sample) => sample[fact]);
const rows = Object.keys(clients).map((name): Row => {
  const figures = Object.entries({
    'CPU µs a call': values(name, 'cpuMicros'),
    'CPU × raw fetch': ratios(values(name, 'cpuMicros'), values(baseOf(name), 'cpuMicros')),
    'calls/s × raw fetch': ratios(values(name, 'callsPerSecond'), values(baseOf(name), 'callsPerSecond')),
    'µs added to a stubbed fetch': values(name, 'addedMicros'),
    'heap bytes added': values(name, 'addedBytes'),
  }).flatMap(([column, taken]) => {
    const spread = spreadOf(taken);
    return spread ? [[column, spread] as const] : [];
  });
  return { name, ours: name.startsWith('ours'), figures: Object.fromEntries(figures) };
});

await publish('client', rounds, {
  title: 'Client: one PUT with a JSON body and a JSON answer',
  method:
    'Ten calls at once to a gateway on loopback, in a process of its own; each call has another body. Over TLS the platform’s fetch over TLS is what is compared with.',
  versions: versionsOf(['openapi-fetch', 'ky', 'undici', '@hey-api/openapi-ts'], import.meta.url),
  tables: [
    {
      title: 'CPU and calls a second',
      columns: {
        'CPU µs a call': 0,
        'CPU × raw fetch': 2,
        'calls/s × raw fetch': 2,
        'µs added to a stubbed fetch': 1,
        'heap bytes added': 0,
      },
      chart: 'CPU × raw fetch',
      rows,
    },
  ],
});

async function sampleOf(name: string): Promise<Sample> {
  const child = start('sample.ts', name, String(port));
  let sample: Sample | undefined;
  child.once('message', (message) => (sample = message as Sample));
  const [code] = (await once(child, 'close')) as [number];
  if (!sample) throw new Error(`The sample of ${name} ended with ${code}, expected figures.`);
  return sample;
}
