import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { check, rules, type Report } from '../src/index.ts';
import { answerFaults } from './faulty/answers.ts';
import { connectionFaults } from './faulty/connections.ts';
import { bounded, guid, otherGuid } from './faulty/document.ts';
import type { Fault } from './faulty/fault.ts';
import { startGateway, type Change } from './faulty/gateway.ts';
import { requestFaults } from './faulty/requests.ts';
import { variants } from './faulty/variants.ts';

const faults: Fault[] = [...answerFaults, ...requestFaults, ...connectionFaults];

async function reportOn(change: Change, seed = 1): Promise<Report> {
  const gateway = await startGateway(change);
  try {
    return await check({ url: gateway.url, spec: bounded, level: 'full', auth: guid, otherAuth: otherGuid, timeoutMs: 1_000, runs: 10, seed });
  } finally {
    await gateway.close();
  }
}

const violated = ({ findings }: Report): string[] => findings.filter(({ severity }) => severity === 'violation').map(({ rule }) => rule);

test('there are at least 120 faults over all classes, and at least 25 harmless variants', () => {
  expect(faults.length).toBeGreaterThanOrEqual(120);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(Object.keys(variants).length).toBeGreaterThanOrEqual(25);
});

test.concurrent.each(faults)('$name breaks $rule', async ({ name, rule, change }) => {
  const report = await reportOn(change);
  const caught = violated(report);
  await record(name, rule, caught);
  expect(report.outcome).toBe('violated');
  expect(caught).toContain(rule);
  expect(JSON.stringify(report)).not.toContain(guid);
});

test.concurrent.each(Object.entries(variants))('nothing is found in a gateway with %s', async (_, change) => {
  const report = await reportOn(change);
  expect(report.findings.filter(({ severity }) => severity === 'violation').map(({ rule, about, received }) => ({ rule, about, received }))).toEqual([]);
  expect(report.outcome).toBe('holds');
});

test.concurrent.each(Array.from({ length: 10 }, (_, seed) => seed))('nothing is found in the correct gateway with seed %i', async (seed) => {
  expect(violated(await reportOn({}, seed))).toEqual([]);
});

test('every rule that answers are judged by has a fault that breaks it', () => {
  const broken = new Set(faults.map(({ rule }) => rule));
  expect(rules.filter(({ severity, name }) => severity === 'violation' && !broken.has(name)).map(({ name }) => name)).toEqual([]);
});

/** A line of the table: fault, rule expected, rule that caught it. */
const lines: string[] = [];
async function record(name: string, rule: string, caught: string[]): Promise<void> {
  lines.push(`| ${name} | ${rule} | ${caught.includes(rule) ? rule : caught.join(', ') || '-'} |`);
  await mkdir(new URL('../dist/', import.meta.url), { recursive: true });
  await writeFile(new URL('../dist/mutation.md', import.meta.url), ['| fault | rule expected | caught by |', '| --- | --- | --- |', ...lines.toSorted(), ''].join('\n'));
}
