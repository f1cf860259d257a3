import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractFile, contractVersions, loadContract } from '@cc-gateway/spec';
import { stamp } from '@cc-gateway/types';
import { expect, test } from 'vitest';
import { publishedPackages, root } from '../src/published.ts';
import { levelBetween, missingBumps, missingVersions, pendingChangesets } from '../src/versions.ts';

const all = (version: string) => ['spec', 'types', 'client'].map((name) => ({ name: `@cc-gateway/${name}`, version }));

test('spec, types and client follow the version of the contract', () => {
  expect(missingBumps(stamp.version, publishedPackages(), pendingChangesets())).toEqual([]);
});

test('each version of the contract whose changes are told is at hand, as it was', async () => {
  const [built, ...kept] = contractVersions();
  expect(built).toBe(stamp.version);
  expect(missingVersions(readFileSync(join(root, 'spec/changes.md'), 'utf8'), [built, ...kept])).toEqual([]);
  for (const version of kept) {
    expect(levelBetween(version, built)).toBeDefined();
    expect((await loadContract(contractFile(version))).stamp.version).toBe(version);
  }
});

test('a version that is told and not kept is missed', () => {
  const changes = '# What changed\n\n## 1.1.0\n\nMore.\n\n## 1.0.0\n\nThe first.\n';
  expect(missingVersions(changes, ['1.1.0', '1.0.0'])).toEqual([]);
  expect(missingVersions(changes, ['1.1.0'])).toEqual([expect.stringContaining('The contract 1.0.0 is not kept')]);
});

test.each([
  ['a contract that breaks its readers makes types and client major', '2.0.0', '1.4.2', [], 3],
  ['a minor note is not enough for it', '2.0.0', '1.4.2', [{ '@cc-gateway/client': 'minor' }], 3],
  ['a major note is', '2.0.0', '1.4.2', [{ '@cc-gateway/client': 'major' }], 2],
  [
    'a contract that adds makes them minor',
    '1.5.0',
    '1.4.2',
    [{ '@cc-gateway/spec': 'major', '@cc-gateway/types': 'minor' }],
    1,
  ],
  ['a contract that has not changed demands nothing', '1.4.2', '1.4.2', [], 0],
  ['packages may be ahead', '1.4.2', '1.6.0', [], 0],
] as const)('%s', (_, contract, version, pending, missing) => {
  expect(missingBumps(contract, all(version), pending)).toHaveLength(missing);
});

test('a level lies between two versions', () => {
  expect(levelBetween('1.0.0', '1.0.1')).toBe('patch');
  expect(levelBetween('1.9.0', '2.0.0')).toBe('major');
  expect(levelBetween('2.0.0', '1.9.0')).toBeUndefined();
  expect(() => levelBetween('1.0', '1.0.1')).toThrow('The version is "1.0", expected MAJOR.MINOR.PATCH.');
});
