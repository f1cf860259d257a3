/** Measures `traffic`: what passing through the proxy adds to an exchange, and what 100,000 exchanges leave in memory. */
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { contract } from '@cc-gateway/spec';
import { startProxy } from '../src/traffic/proxy/proxy.ts';
import { judgeTraffic } from '../src/traffic/traffic.ts';
import { exchangeNumber, keyNumber } from '../test/passing.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const { request: sample, answer } = exchangeNumber(1);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function askMs(origin: string): Promise<number> {
  const begin = performance.now();
  const headers = Object.fromEntries([
    ...sample.headers,
    ['Guid', keyNumber(1)],
    ['Content-Length', sample.body.length],
  ]);
  const outgoing = request(`${origin}${sample.target}`, { method: sample.method, agent, headers }).end(sample.body);
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  await once(response.resume(), 'end');
  return performance.now() - begin;
}

const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer!.body);
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const direct = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const passed = judgeTraffic(contract, direct);
const proxy = await startProxy({ upstream: new URL(direct), onExchange: (each) => void passed.judge(each) });
const times: Record<string, number[]> = { direct: [], passed: [] };
for (let count = 0; count < 3_000; count++) {
  times['direct']!.push(await askMs(direct));
  times['passed']!.push(await askMs(proxy.url));
}
const [without, through] = ['direct', 'passed'].map((name) => median(times[name]!.slice(500)));
console.log(`median of an exchange: ${without!.toFixed(3)} ms direct, ${through!.toFixed(3)} ms through the proxy`);
console.log(`added: ${(through! - without!).toFixed(3)} ms`);
agent.destroy();
await proxy[Symbol.asyncDispose]();
server.close();

const judge = judgeTraffic(contract, 'a bench');
const begin = process.cpuUsage();
for (let count = 1; count <= 100_000; count++) {
  judge.judge(exchangeNumber(count));
  if (count !== 10_000 && count !== 100_000) continue;
  collect();
  console.log(`heap after ${count} exchanges: ${(process.memoryUsage().heapUsed / 1e6).toFixed(1)} MB`);
}
console.log(`CPU of an exchange: ${(process.cpuUsage(begin).user / 100_000).toFixed(0)} µs`);
