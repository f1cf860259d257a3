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

/** Micro­seconds and bytes of heap a call, over a fetch that answers at once; none for clients that do not use fetch. */
async function stubbed(): Promise<object> {
  if (name === 'undici.request' || name === 'ours, node') return {};
  const headers = new Headers({ 'Content-Type': 'application/json' });
  const body = new TextEncoder().encode('{"message":"","retcode":"0","result":{}}');
  const fetch = async (): Promise<Response> => new Response(body, { headers });
  const run = await clients[name]!('http://127.0.0.1', fetch);
  const plain = await clients['raw fetch']!('http://127.0.0.1', fetch);
  const cost = async (each: (index: number) => Promise<unknown>): Promise<[number, number]> => {
    for (let index = 0; index < 20_000; index++) await each(index);
    globalThis.gc!();
    const heap = process.memoryUsage().heapUsed;
    for (let index = 0; index < 200; index++) await each(index);
    const bytes = (process.memoryUsage().heapUsed - heap) / 200;
    const from = performance.now();
    for (let index = 0; index < 20_000; index++) await each(index);
    return [((performance.now() - from) * 1000) / 20_000, bytes];
  };
  const [base, baseBytes] = await cost(plain);
  const [time, bytes] = await cost(run);
  return { addedMicros: time - base, addedBytes: bytes - baseBytes };
}
