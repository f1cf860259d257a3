/** Measures one client in a process of its own: CPU and wall time of each call, and what it adds to a stubbed fetch. */
import { clients } from './clients.ts';

const [, , name = '', port = ''] = process.argv;
const warm = 2000;
const measured = 6000;
const atOnce = 10;

const call = await clients[name]!(`http://127.0.0.1:${port}`);
await many(warm);
const cpu = process.cpuUsage();
const start = performance.now();
await many(measured);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);

process.send!({ cpuMicros: (user + system) / measured, callsPerSecond: measured / seconds, ...(await stubbed()) });
process.exit();

async function many(count: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) if ((await call(next++)) !== '0') throw new Error(`${name} got no success`);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Microseconds and bytes of heap a call, beyond those of raw fetch, over a fetch that answers at once. */
async function stubbed(): Promise<object> {
  // These do not send by fetch.
  if (/node|undici|TLS/.test(name)) return {};
  const headers = new Headers({ 'Content-Type': 'application/json' });
  const body = new TextEncoder().encode('{"message":"","retcode":"0","result":{}}');
  const fetch = async (): Promise<Response> => new Response(body, { headers });
  const run = await clients[name]!('http://127.0.0.1', fetch);
  const plain = await clients['raw fetch']!('http://127.0.0.1', fetch);
  const added: [number, number][] = [];
  // The first round warms both up.
  for (let round = 0; round < 4; round++) {
    const [base, baseBytes] = await cost(plain);
    const [time, bytes] = await cost(run);
    if (round > 0) added.push([time - base, bytes - baseBytes]);
  }
  const middle = (which: 0 | 1): number => added.map((each) => each[which]).toSorted((a, b) => a - b)[1]!;
  return { addedMicros: middle(0), addedBytes: middle(1) };
}

async function cost(each: (index: number) => Promise<unknown>): Promise<[number, number]> {
  globalThis.gc!();
  const heap = process.memoryUsage().heapUsed;
  for (let index = 0; index < 200; index++) await each(index);
  const bytes = (process.memoryUsage().heapUsed - heap) / 200;
  const from = process.cpuUsage();
  for (let index = 0; index < 10_000; index++) await each(index);
  const { user, system } = process.cpuUsage(from);
  return [(user + system) / 10_000, bytes];
}
