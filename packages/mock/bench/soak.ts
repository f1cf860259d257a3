/** Sends 100,000 requests of all kinds and fails where the mock's memory keeps growing. */
import { contract, sampleRequests } from '@cc-gateway/spec';
import { startMock } from '../src/index.ts';
import { load } from './load.ts';

const total = 100_000;
const allowedMiB = 30;

await using mock = await startMock({ scenario: 'session-expiry' });
const operation = contract.operations[0]!;
const example = sampleRequests(contract, operation)[0]!;
const key = operation.security[0]![0]!.name!;

// In turns: accepted, refused by state, against the contract, malformed, long.
const bodyOf = (index: number): string =>
  [
    JSON.stringify({ ...(example.body as object), trace: index }),
    JSON.stringify({ ...(example.body as object), callid: `call-${index}` }),
    '{}',
    `{"trace":${index},}`,
    JSON.stringify({ ...(example.body as object), filler: 'x'.repeat(index % 50_000) }),
  ][index % 5]!;

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

let sent = 0;
let first = 0;
while (sent < total) {
  mock.clock.advance(1_000);
  const headers = { 'content-type': 'application/json', [key]: mock.sessionOf() };
  const { count } = await load(mock.url, 1, 20, {
    method: operation.method,
    requestOf: (n) => ({ path: example.target, headers, body: bodyOf(sent + n) }),
  });
  sent += count;
  if (first === 0) first = heap();
}
const growth = heap() - first;
console.log(
  `${sent} requests, heap ${first.toFixed(1)} MiB after the first second, ${growth.toFixed(1)} MiB more at the end`,
);
if (growth > allowedMiB) process.exitCode = 1;
