import { expect, test } from 'vitest';
import { isCheap, patternOf, PatternError } from '../src/index.ts';

const explosive = [String.raw`^([a-zA-Z0-9]+\s?)+$`, '^(a+)+$', '^(a|a)*$', '^(a{1,30}){1,30}$', '(.+)+x'];

test.each(explosive)('%s is told from a text that nearly matches, and from one that does', (pattern) => {
  expect(isCheap(pattern)).toBe(false);
  expect(patternOf(pattern).test(`${'a'.repeat(50_000)}!`)).toBe(false);
  expect(patternOf(pattern).test(pattern.endsWith('x') ? 'aax' : 'aaa')).toBe(true);
});

test.each([
  '^(10[1-9]|1[1-9]\\d|[2-9]\\d{2}|[1-9]\\d{3,5})$',
  '^[0-9a-f]{8}-[0-9a-f]{4}$',
  '^[a-z]+$',
  '^(?=.*\\d)(?=.*[a-z]).{8,}$',
])('%s is run by the engine of the language, for it cannot go back often', (pattern) => {
  expect(isCheap(pattern)).toBe(true);
  expect(patternOf(pattern)).toBeInstanceOf(RegExp);
});

test.each([
  [String.raw`^(\s+x?)+$`, '\u00a0\u2003', true],
  [String.raw`^(.+y?)+$`, 'a\u2028', false],
  [String.raw`^([\w-.]+z?)+$`, 'a-b.c', true],
  [String.raw`^(\u0061+\/?)+$`, 'aa/a', true],
  [String.raw`^([[a]+b?)+$`, '[a', true],
  [String.raw`^(?<first>(a+)+)$`, 'aa', true],
])('the linear engine reads %s as the language does', (pattern, text, expected) => {
  expect(isCheap(pattern)).toBe(false);
  expect(patternOf(pattern).test(text)).toBe(expected);
});

test('a pattern that looks back and never ends is said not to be told, and a text is given up after two tries', () => {
  const pattern = patternOf(String.raw`^(a+)+\1$`);
  const endless = `${'a'.repeat(40)}!`;
  for (const cause of [/timed out/, /timed out/, /tried 2 times/]) {
    const error: unknown = catching(() => pattern.test(endless));
    expect(error).toBeInstanceOf(PatternError);
    expect(error).toMatchObject({ cause: { message: expect.stringMatching(cause) } });
  }
  expect(pattern.test('aa')).toBe(true);
});

function catching(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
