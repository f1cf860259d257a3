import { expect, test } from 'vitest';
import { stringsBetween } from '../src/diff/comparing/pattern.ts';
import { demandOf } from '../src/diff/judging/demand.ts';

test.each([
  ['1.2.3', '2.0.0', 'major', '2.0.0', true],
  ['1.2.3', '1.3.0', 'major', '2.0.0', false],
  ['1.2.3', '2.0.0-rc.1', 'major', '2.0.0', true],
  ['1.2.3', '3.1.0', 'major', '2.0.0', true],
  ['1.2.3', '1.3.0', 'minor', '1.3.0', true],
  ['1.2.3', '1.2.4', 'minor', '1.3.0', false],
  ['1.2.3', '1.2.4', 'patch', '1.2.4', true],
  ['1.2.3', '1.2.3', 'patch', '1.2.4', false],
  ['1.2.3', '1.2.3', undefined, '1.2.3', true],
  ['1.2.3', '1.2.2', undefined, '1.2.3', false],
  ['1.9.0', '1.10.0', 'minor', '1.10.0', true],
  ['0.3.1', '0.4.0', 'major', '0.4.0', true],
  ['0.3.1', '0.3.2', 'minor', '0.3.2', true],
  ['0.3.1', '0.3.2', 'major', '0.4.0', false],
  ['1.2.3', 'next', 'patch', '1.2.4', false],
] as const)('after %s, %s carries %s: it demands %s, %s', (base, revision, level, demanded, isCarried) => {
  expect(demandOf(level, base, revision)).toEqual({ base, revision, demanded, isCarried });
});

test('a base without a semantic version carries no change', () => {
  expect(demandOf('patch', 'first', '1.0.0')).toEqual({ base: 'first', revision: '1.0.0', isCarried: false });
});

test.each([
  [String.raw`^\d{3}$`, '^[0-9]{3}$', 0],
  ['abc', '^abc', 6],
  ['^a|b$', 'a|b', 0],
  ['a|b', '^a|b$', 6],
  [String.raw`^x\$$`, '^x', 0],
  ['^[|]$', '^x$', 1],
  ['^(?=a).*$', '^b$', 0],
  ['^(', '^b$', 0],
])('%s takes strings that %s does not: %i of them are given', (wanted, unwanted, count) => {
  const strings = stringsBetween([wanted], unwanted);
  expect(strings).toHaveLength(count);
  for (const text of strings)
    expect([new RegExp(wanted, 'u').test(text), new RegExp(unwanted, 'u').test(text)]).toEqual([true, false]);
});
