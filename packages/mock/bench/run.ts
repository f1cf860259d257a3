/** Measures the mock beside its peers, in turns within one run, and prints ratios. Argument: rounds, 5 unless told. */
import { contract, sampleRequests } from '@cc-gateway/spec';
import { load } from './load.ts';
import { contenders, start, type Contender } from './servers.ts';

const rounds = Number(process.argv[2] ?? 5);
const connections = 10;
const warmUpSeconds = 4;
const countedSeconds = 3;

const operation = contract.operations[0]!;
const firstSample = sampleRequests(contract, operation)[0]!;

const given = {
  method: operation.method,
  path: firstSample.target,
  headers: {
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    'accept-language': '*',
    'sec-fetch-mode': 'cors',
    'user-agent': 'node',
    ...firstSample.headers,
  },
  // Members that nobody reads make every body another, and leave the verdict as it is.
  bodyOf: (index: number): string => JSON.stringify({ ...(firstSample.body as object), trace: index * 7919 }),
};

interface Sample {
  cpu: number;
  rate: number;
  p99: number;
  startMs: number;
}

async function sample(contender: Contender): Promise<Sample> {
  const { url, child, startMs, cpuMicros } = await start(contender);
  try {
    await load(url, warmUpSeconds, connections, given);
    const before = cpuMicros();
    const measured = await load(url, countedSeconds, connections, given);
    return { ...measured, startMs, cpu: (cpuMicros() - before) / measured.count };
  } finally {
    child.kill('SIGKILL');
  }
}

const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]));
for (let round = 0; round < rounds; round++) {
  for (const contender of contenders) samples.get(contender)!.push(await sample(contender));
}

const median = (contender: Contender, pick: (sample: Sample) => number): number =>
  samples
    .get(contender)!
    .map(pick)
    .toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;

const base = median(contenders[0]!, ({ cpu }) => cpu);
const limit = median(contenders.at(-1)!, ({ cpu }) => cpu);

console.log(`${rounds} rounds in turns, ${countedSeconds} s each over ${connections} connections; medians`);
console.table(
  Object.fromEntries(
    contenders.map((contender) => {
      const cpu = median(contender, (each) => each.cpu);
      return [
        contender.name,
        {
          'CPU µs': Math.round(cpu),
          '× prism-cli': Number((base / cpu).toFixed(1)),
          'of raw': Number((limit / cpu).toFixed(2)),
          'requests/s': Math.round(median(contender, ({ rate }) => rate)),
          'p99 ms': Math.round(median(contender, ({ p99 }) => p99)),
          'start ms': Math.round(median(contender, ({ startMs }) => startMs)),
        },
      ];
    }),
  ),
);
