import { expect, test } from 'vitest';
import { check, exitCodeOf, type CheckOptions, type Report } from '../src/index.ts';
import { bounded, guid, own } from './faulty/document.ts';
import { startGateway, plain, type Change } from './faulty/gateway.ts';

/** The report, and when each request came, in milliseconds from the start. */
async function checked(
  change: Change,
  options: Partial<CheckOptions>,
): Promise<{ report: Report; arrivals: number[] }> {
  const arrivals: number[] = [];
  const start = performance.now();
  const gateway = await startGateway({
    ...change,
    refuse(call, state) {
      arrivals.push(performance.now() - start);
      return change.refuse?.(call, state);
    },
  });
  try {
    const report = await check({
      url: gateway.url,
      createConnection: gateway.createConnection,
      spec: own,
      level: 'full',
      auth: guid,
      timeoutMs: 2_500,
      ...options,
    });
    return { report, arrivals };
  } finally {
    await gateway.close();
  }
}

test.concurrent.each([50, 200])('at a rate of %i requests a second, each waits for its turn', async (rate) => {
  const { report, arrivals } = await checked({}, { rate, budget: 30 });
  expect(report.requests).toBe(30);
  expect(arrivals.length).toBeGreaterThan(20);
  // A timer may be a millisecond early; it may be late by any time.
  for (const [index, arrival] of arrivals.entries()) expect(arrival).toBeGreaterThan((index * 1_000) / rate - 2);
});

test.concurrent('a budget is never exceeded, by connections that carry several requests neither', async () => {
  for (const budget of [1, 2, 7, 150, 300]) {
    const { report, arrivals } = await checked({}, { budget });
    expect(report.requests).toBe(budget);
    expect(arrivals.length).toBeLessThanOrEqual(budget);
    expect(report).toMatchObject({ outcome: 'untestable' });
    expect(report.reason).toBe(`The run was stopped: the budget of ${budget} requests (--budget) is used up.`);
    expect(exitCodeOf(report)).toBe(3);
  }
});

test.concurrent('a burst of 5xx ends the checks of its operation, and the report says so', async () => {
  const busy: Change = { refuse: () => plain(503, 'Busy') };
  const { report } = await checked(busy, {});
  expect(report.requests).toBeLessThan(30);
  expect(report.reason).toContain('Nothing was exercised: assignUserInQueue: 12 answers 5xx in a row.');
  expect(report.findings.map(({ rule }) => rule)).toContain('status/server-error');
  expect(exitCodeOf(report)).toBe(1);
});

test.concurrent('a 5xx now and then stops nothing', async () => {
  const flaky: Change = { refuse: (_, { requests }) => (requests % 3 === 0 ? plain(503, 'Busy') : undefined) };
  const { report } = await checked(flaky, {});
  expect(report.reason).toBeUndefined();
  expect(report.requests).toBeGreaterThan(200);
});

test.concurrent('a budget that is too small for the document names the operations that it did not reach', async () => {
  const operation = bounded.operations[0]!;
  const operations = Array.from({ length: 200 }, (_, at) => ({ ...operation, id: `operation${at}` }));
  const { report } = await checked({}, { spec: { ...bounded, operations }, level: 'safe', budget: 120 });
  const [, left] =
    /the budget of 120 requests \(--budget\) is used up; (\d+) of 200 operations were not reached\.$/.exec(
      report.reason!,
    )!;
  const untested = report.untested.filter(({ about }) => about === 'the operation');
  expect(untested).toHaveLength(Number(left));
  expect(untested.at(-1)).toMatchObject({ operation: 'operation199', reason: expect.stringContaining('not reached') });
  expect(exitCodeOf(report)).toBe(3);
});
