import { fileURLToPath } from 'node:url';
import { loadContract } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { check, type Level } from '../src/index.ts';

const file = fileURLToPath(new URL('documents/petstore.yaml', import.meta.url));

test.each<[Level, number]>([
  ['safe', 1],
  ['effects', 1],
  ['full', 1],
  ['full', 2],
  ['full', 3],
])("nothing is found where Prism serves another's document, at level %s with seed %i", async (level, seed) => {
  await using mock = await startMock({ contract: await loadContract(file), scenario: 'open', violations: 'problem' });
  const report = await check({
    url: mock.url,
    spec: file,
    level,
    seed,
    runs: 10,
    set: { petId: '7' },
    timeoutMs: 3_000,
  });
  const violations = report.findings.filter(({ severity }) => severity === 'violation');
  expect(violations.map(({ rule, operation, about, received }) => ({ rule, operation, about, received }))).toEqual([]);
  expect(report.outcome).toBe('holds');
  expect(report.coverage.tried).toBeGreaterThan(50);
});

test('what cannot be generated is said, not passed over', async () => {
  await using mock = await startMock({ contract: await loadContract(file), scenario: 'open', violations: 'problem' });
  const { untested } = await check({ url: mock.url, spec: file, level: 'safe' });
  expect(untested).toContainEqual({
    operation: 'putPhoto',
    about: 'the operation',
    reason: 'bodies of image/png are not generated',
  });
});
