/** Measures one client in a process of its own: CPU and wall time of each call, and what it adds to a stubbed fetch. */
import { clients } from './clients.ts';

const [, , name = '', port = ''] = process.argv;
const warm = 2000;
const measured = 6000;
const atOnce = 10;

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

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
  const added: number[] = [];
  // The first round warms both up.
  for (let round = 0; round < 6; round++) {
    const base = await micros(plain);
    const time = await micros(run);
    if (round > 0) added.push(time - base);
  }
  const bytes: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (const each of [plain, run]) await micros(each);
    bytes.push((await heapBytes(run)) - (await heapBytes(plain)));
  }
  return { addedMicros: middle(added), addedBytes: middle(bytes) };
}

/** CPU a call. A forced collection throws compiled code away, which no program does: none comes before. */
async function micros(each: (index: number) => Promise<unknown>): Promise<number> {
  const from = process.cpuUsage();
  for (let index = 0; index < 10_000; index++) await each(index);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 10_000;
}

/** What a call leaves on the heap until it is collected. */
async function heapBytes(each: (index: number) => Promise<unknown>): Promise<number> {
  globalThis.gc!();
  const heap = process.memoryUsage().heapUsed;
  for (let index = 0; index < 200; index++) await each(index);
  return (process.memoryUsage().heapUsed - heap) / 200;
}
