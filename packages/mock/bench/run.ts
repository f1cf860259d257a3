/** Measures the mock beside its peers, in turns within one run. */
import { inRounds, publish, ratios, spreadOf, versionsOf, type Row } from '@cc-gateway/bench';
import { load, once } from './load.ts';
import { agents, calls } from './requests.ts';
import { contenders, start, type Contender } from './servers.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 180);
const connections = 10;
const manyConnections = 100;
const warmUpSeconds = 3;
const countedSeconds = 2;

interface Sample {
  cpu: number;
  rate: number;
  p99: number;
  /** The same over many connections. */
  p99OfMany: number;
  /** From the start of the process to its first good answer. */
  coldMs: number;
  /** CPU time that it took until then. */
  coldCpu: number;
  coldMb: number;
  loadMb: number;
}

async function sample(contender: Contender): Promise<Sample> {
  const { given } = contender;
  const { url, child, startMs, cpuMicros, memory } = await start(contender);
  try {
    const begin = performance.now();
    await once(url, given);
    const cold = { coldMs: startMs + performance.now() - begin, coldCpu: cpuMicros() / 1_000, coldMb: memory() };
    await load(url, warmUpSeconds, connections, given);
    const before = cpuMicros();
    const measured = await load(url, countedSeconds, connections, given);
    const cpu = (cpuMicros() - before) / measured.count;
    const { p99: p99OfMany } = await load(url, countedSeconds, manyConnections, given);
    return { ...measured, ...cold, cpu, p99OfMany, loadMb: memory() };
  } finally {
    child.kill('SIGKILL');
  }
}

const rounds = await inRounds<Sample>(
  contenders.map(({ name }) => name),
  (name) => sample(contenders.find((contender) => contender.name === name)!),
  { seconds },
);

const values = ({ name }: Contender, fact: keyof Sample): number[] =>
  rounds.samples.get(name)!.map((taken) => taken[fact]);
const [base, limit] = [contenders[0]!, contenders.at(-1)!];
const rows = contenders.map((contender): Row => {
  const figures = Object.entries({
    'CPU µs': values(contender, 'cpu'),
    '× prism-cli': ratios(values(base, 'cpu'), values(contender, 'cpu')),
    'of raw': ratios(values(limit, 'cpu'), values(contender, 'cpu')),
    'requests/s': values(contender, 'rate'),
    'p99 ms': values(contender, 'p99'),
    [`p99 ms at ${manyConnections}`]: values(contender, 'p99OfMany'),
    'cold ms': values(contender, 'coldMs'),
    'cold CPU ms': values(contender, 'coldCpu'),
    'cold MB': values(contender, 'coldMb'),
    'load MB': values(contender, 'loadMb'),
  }).map(([column, taken]) => [column, spreadOf(taken)!] as const);
  return { name: contender.name, ours: contender.name.startsWith('mock'), figures: Object.fromEntries(figures) };
});

await publish('mock', rounds, {
  title: 'Mock: one PUT, validated, answered from the document',
  method:
    `${countedSeconds} s of requests over ${connections} connections after ${warmUpSeconds} s of others, each with another body. ` +
    `The large world has ${agents} agents and ${calls} calls, and each request is another agent's about another call. ` +
    `"× prism-cli" and "of raw" are requests for the same CPU time, so more is better. ` +
    `"Cold" is from the start of the process to its first good answer, and the memory that it then has.`,
  versions: versionsOf(['@stoplight/prism-cli', 'fastify'], import.meta.url),
  tables: [
    {
      title: 'CPU a request, rate, cold start and memory',
      columns: {
        'CPU µs': 0,
        '× prism-cli': 1,
        'of raw': 2,
        'requests/s': 0,
        'p99 ms': 1,
        [`p99 ms at ${manyConnections}`]: 1,
        'cold ms': 0,
        'cold CPU ms': 0,
        'cold MB': 0,
        'load MB': 0,
      },
      chart: 'of raw',
      rows,
    },
  ],
});
