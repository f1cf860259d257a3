import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import { difference, unread } from '../src/diff/schemas/languages.ts';
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
  expect(demandOf(level, base, revision)).toMatchObject({ base, revision, demanded, isCarried });
});

test.each([
  ['2.0.0-rc.1', '2.0.0-rc.2', 'major', '2.0.0-rc.2', true],
  ['2.0.0-rc.1', '2.0.0', 'major', '2.0.0-rc.2', true],
  ['2.0.0-rc.1', '2.0.0-rc.1', 'major', '2.0.0-rc.2', false],
  ['2.0.0-rc.2', '2.0.0-rc.10', 'major', '2.0.0-rc.3', true],
  ['2.0.0-rc', '2.0.0-rc.1', 'minor', '2.0.0-rc.1', true],
  ['1.2.4-rc.1', '1.2.4', 'major', '2.0.0', false],
  ['1.3.0-rc.1', '1.3.0', 'minor', '1.3.0-rc.2', true],
  ['2.0.0', '2.0.0-rc.1', undefined, '2.0.0', false],
  ['1.2.3', '1.2.3+build.7', undefined, '1.2.3', true],
  ['1.0.0-rc.20260131123456788', '1.0.0-rc.20260131123456789', 'major', '1.0.0-rc.20260131123456789', true],
  ['1.0.0-rc.20260131123456789', '1.0.0-rc.20260131123456788', 'major', '1.0.0-rc.20260131123456790', false],
] as const)(
  'after the pre-release %s, %s carries %s: it demands %s, %s',
  (base, revision, level, demanded, isCarried) => {
    expect(demandOf(level, base, revision)).toMatchObject({ demanded, isCarried });
  },
);

test.each([
  ['1.0', 'it lacks a number'],
  ['v1', 'it lacks a number'],
  ['1.0.0.0', 'it has more than three numbers'],
  ['2026-01-31', 'it is a date'],
  ['1.02.0', 'a number begins with 0'],
  ['1.0.0-rc_1', 'what follows the numbers is not letters'],
  ['', 'there is none'],
  [' 1.0.0', 'there is white space around it'],
  ['next', 'it is not MAJOR.MINOR.PATCH'],
])('%s is named as what it is, with the remedy', (version, says) => {
  expect(demandOf('patch', '1.0.0', version)).toMatchObject({
    isCarried: false,
    verdict: expect.stringMatching(new RegExp(`of the revision is not semantic: ${says}.*--version-scheme calver`)),
  });
});

test('versions that go back are told so', () => {
  expect(demandOf('minor', '2.0.0', '1.9.0').verdict).toContain('goes back from 2.0.0 to 1.9.0');
});

test.each([
  ['2026-01-31', '2026-02-01', true],
  ['2026.9', '2026.10', true],
  ['v1', 'v2', true],
  ['2026.10', '2026.9', false],
  ['2026.1-rc.1', '2026.1', true],
  ['march-1', 'march-2', true],
  ['2026.1', '2026.1-rc.1', false],
  ['2026.1-rc.2', '2026.1-rc.10', true],
  ['2026.1-rc.2', '2026.1-rc.2', false],
])('versions that only grow: from %s to %s is %s', (base, revision, isCarried) => {
  expect(demandOf('major', base, revision, 'calver').isCarried).toBe(isCarried);
});

test('a base without a semantic version carries no change', () => {
  const found = demandOf('patch', 'first', '1.0.0');
  expect(found).toMatchObject({ base: 'first', revision: '1.0.0', isCarried: false });
  expect(found).not.toHaveProperty('demanded');
});

test.each([
  [String.raw`^\d{3}$`, '^[0-9]{3}$', 0],
  ['abc', '^abc', 6],
  ['^a|b$', 'a|b', 0],
  ['a|b', '^a|b$', 6],
  [String.raw`^x\$$`, '^x', 0],
  ['^[|]$', '^x$', 1],
  [String.raw`^[\w\-]+$`, '^[-a-zA-Z0-9_]+$', 0],
  // Valid only without the flag `u`.
  ['^{[a-z]}$', '^{[a-y]}$', 1],
  ['^a-b]$', String.raw`^a-b\]$`, 0],
  [String.raw`^[\w-.]$`, String.raw`^[\w.]$`, 1],
  ['^x{2}{$', '^xx[{]$', 0],
])('%s takes strings that %s does not: %i of them are given', (wanted, unwanted, count) => {
  const strings = difference([wanted], unwanted, 6);
  expect(strings).toHaveLength(count);
  for (const text of strings as string[])
    expect([new RegExp(wanted).test(text), new RegExp(unwanted).test(text)]).toEqual([true, false]);
});

test.each([
  ['^(?=a).*$', '^b$'],
  ['^(', '^b$'],
  ['^[ab]*a[ab]{15}$', '^b$'],
])('whether %s takes more than %s is not told', (wanted, unwanted) => {
  expect(difference([wanted], unwanted)).toBe(unread);
});

test('what a comparison has spent is no bound of the next thing that is compared', async () => {
  const document = JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1.0.0' }, paths: {} });
  const other = document.replace('"a"', '"b"');
  const [first, second] = ['one', 'two'].map((name) =>
    join(tmpdir(), `cc-gateway-effort-${process.pid}-${name}.json`),
  ) as [string, string];
  await Promise.all([writeFile(first, document), writeFile(second, other)]);
  await Promise.all([diff(first, second, { effort: 0.000_001 }), diff(second, first)]);
  await Promise.all([rm(first), rm(second)]);
  expect(difference(['abc'], '^abc', 6)).toHaveLength(6);
});
