import { fileURLToPath } from 'node:url';
import { loadContract } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { check, type Level } from '../src/index.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`documents/${name}.yaml`, import.meta.url));

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
  const file = fileOf(name);
  await using mock = await startMock({ contract: await loadContract(file), scenario: 'open', violations: 'problem' });
  const report = await check({
    url: mock.url,
    spec: file,
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
  const file = fileOf('petstore');
  await using mock = await startMock({ contract: await loadContract(file), scenario: 'open', violations: 'problem' });
  const { untested, outcome, reason } = await check({ url: mock.url, spec: file, level: 'safe' });
  expect(outcome).toBe('untestable');
  expect(reason).toContain('putPhoto (bodies of image/png are not generated)');
  expect(untested).toContainEqual({
    operation: 'putPhoto',
    about: 'the operation',
    reason: 'bodies of image/png are not generated',
  });
});
