import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { check, type Level } from '../src/index.ts';
import { contractOf } from './others/service.ts';

test.concurrent.each<[name: string, Level, number]>([
  ['petstore', 'safe', 1],
  ['petstore', 'effects', 1],
  ['petstore', 'full', 1],
  ['petstore', 'full', 2],
  ['petstore', 'full', 3],
  ['shop', 'safe', 1],
  ['shop', 'full', 1],
  ['shop', 'full', 2],
])("nothing is found where Prism serves another's document, %s at level %s with seed %i", async (name, level, seed) => {
  const spec = await contractOf(name);
  await using mock = await startMock({ contract: spec, scenario: 'open', violations: 'problem' });
  const report = await check({
    url: mock.url,
    spec,
    level,
    seed,
    runs: 10,
    ...(name === 'petstore' && { set: { petId: '7' }, allowUntested: ['putPhoto'] }),
    timeoutMs: 3_000,
  });
  const violations = report.findings.filter(({ severity }) => severity === 'violation');
  expect(violations.map(({ rule, operation, about, received }) => ({ rule, operation, about, received }))).toEqual([]);
  expect(report.outcome).toBe('holds');
  expect(report.coverage.tried).toBeGreaterThan(50);
});

test.concurrent('what cannot be generated is said, not passed over', async () => {
  const spec = await contractOf('petstore');
  await using mock = await startMock({ contract: spec, scenario: 'open', violations: 'problem' });
  const { untested, outcome, reason } = await check({ url: mock.url, spec, level: 'safe' });
  expect(outcome).toBe('untestable');
  expect(reason).toContain('putPhoto (bodies of image/png are not generated)');
  expect(untested).toContainEqual({
    operation: 'putPhoto',
    about: 'the operation',
    reason: 'bodies of image/png are not generated',
  });
});
