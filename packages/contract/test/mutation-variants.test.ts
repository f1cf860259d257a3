import { expect, test } from 'vitest';
import { rules } from '../src/index.ts';
import { answerFaults } from './faulty/answers.ts';
import { connectionFaults } from './faulty/connections.ts';
import { exposureFaults } from './faulty/exposure.ts';
import { reportOn, violated } from './faulty/judge.ts';
import { requestFaults } from './faulty/requests.ts';
import { worldFaults } from './faulty/world.ts';
import { closed } from './faulty/document.ts';
import { keep } from './faulty/gateway.ts';
import { renewing, strict, variants } from './faulty/variants.ts';

const faults = [...answerFaults, ...requestFaults, ...connectionFaults, ...exposureFaults, ...worldFaults];

test('there are at least 120 faults over all classes, and at least 25 harmless variants', () => {
  expect(faults.length).toBeGreaterThanOrEqual(120);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(Object.keys(variants).length).toBeGreaterThanOrEqual(25);
});

/** Rules that our own document cannot show: those of TLS, of lists and of what is read back, which tests of their own try. */
const isElsewhere = ({ name }: { name: string }): boolean =>
  name.startsWith('tls/') || ['envelope/limit', 'state/created', 'state/deleted', 'state/updated'].includes(name);

test('every rule has a fault that breaks it; TLS and the documents of others have tests of their own', () => {
  const broken = new Set(faults.map(({ rule }) => rule));
  const left = rules.filter((rule) => rule.severity === 'violation' && !isElsewhere(rule) && !broken.has(rule.name));
  expect(left.map(({ name }) => name)).toEqual([]);
});

test.concurrent('every rule is tried on the correct gateway, which breaks none', { timeout: 300_000 }, async () => {
  const reports = await Promise.all([reportOn({ keep }), reportOn(renewing), reportOn(strict, { spec: closed })]);
  expect(reports.flatMap(violated)).toEqual([]);
  const tried = new Set(
    reports.flatMap(({ coverage }) => coverage.rules.filter(({ places }) => places > 0).map(({ name }) => name)),
  );
  const left = rules.filter((rule) => !isElsewhere(rule) && !tried.has(rule.name));
  expect(left.map(({ name }) => name)).toEqual([]);
});

test.concurrent.each(Object.entries(variants))(
  'nothing is found in a gateway with %s',
  { timeout: 300_000 },
  async (_, change) => {
    const report = await reportOn(change);
    expect(violated(report)).toEqual([]);
    expect([report.outcome, report.reason]).toEqual(['holds', undefined]);
  },
);

test.concurrent.each(Array.from({ length: 10 }, (_, seed) => seed))(
  'nothing is found in the correct gateway with seed %i',
  { timeout: 300_000 },
  async (seed) => {
    expect(violated(await reportOn({}, { seed }))).toEqual([]);
  },
);
