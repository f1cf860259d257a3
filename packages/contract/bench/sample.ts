/** Measures one run in this process. Arguments: a level, or `raw fetch`; and the address of the mock. */
import { contract, sampleRequests } from '@cc-gateway/spec';
import { check, type Level } from '@cc-gateway/contract';

/** What a run took. */
export interface Sample {
  requests: number;
  cpuMs: number;
  wallMs: number;
}

const [, , name = '', url = ''] = process.argv;
const example = sampleRequests(contract, contract.operations[0]!)[0]!;
let requests = 0;

const cpu = process.cpuUsage();
const start = performance.now();
await (name === 'raw fetch' ? fetchOften() : checked(name as Level));
const { user, system } = process.cpuUsage(cpu);
const sample: Sample = { requests, cpuMs: (user + system) / 1_000, wallMs: performance.now() - start };
process.send!(sample, () => process.exit());

async function fetchOften(): Promise<void> {
  const { method, target, headers, body } = example;
  for (; requests < 500; requests++) {
    const answer = await fetch(url + target, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The mock answered ${answer.status}, expected a success.`);
    await answer.text();
  }
}

async function checked(level: Level): Promise<void> {
  const { path, headers } = example.parts;
  const set = { ...path, ...(example.body as object) } as Record<string, unknown>;
  const key = contract.operations[0]!.security[0]![0]!.name!;
  const auth = Object.entries(headers).find(([header]) => header.toLowerCase() === key.toLowerCase())![1];
  const report = await check({
    url,
    level,
    auth: String(auth),
    set: Object.fromEntries(Object.entries(set).map(([field, value]) => [field, String(value)])),
    onRequest: () => requests++,
  });
  if (report.outcome !== 'holds') throw new Error(`The mock came out as ${report.outcome}, expected that it holds.`);
}
