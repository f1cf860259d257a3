import { Script } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { cheapUpTo, isCheap, patternOf, PatternError, isForeign, isPattern, regExpOf } from '../src/index.ts';

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

test('a pattern that looks back and never ends is said not to be told, and a text is given up at once when it comes again', () => {
  const pattern = patternOf(String.raw`^(a+)+\1$`);
  const endless = `${'a'.repeat(40)}!`;
  for (const cause of [/timed out/, /tried before/]) {
    const error: unknown = catching(() => pattern.test(endless));
    expect(error).toBeInstanceOf(PatternError);
    expect(error).toMatchObject({ cause: { message: expect.stringMatching(cause) } });
  }
  expect(pattern.test('aa')).toBe(true);
});

test('a pattern is bounded by what the processor does, and not by the time that a busy machine lets pass', () => {
  const pattern = patternOf(String.raw`^(b+)+\1$`);
  const idle = vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 0, system: 0 });
  const late = (): never => {
    throw new Error('Script execution timed out after 100ms');
  };
  const run = vi.spyOn(Script.prototype, 'runInContext').mockImplementationOnce(late).mockReturnValueOnce(true);
  try {
    expect(pattern.test('bb')).toBe(true);
    expect(run.mock.calls.map(([, options]) => options)).toEqual([{ timeout: 100 }, { timeout: 200 }]);
    run.mockClear().mockImplementation(() => {
      throw new Error('Script execution timed out');
    });
    expect(catching(() => pattern.test('bbb'))).toBeInstanceOf(PatternError);
    expect(run).toHaveBeenCalledTimes(6);
  } finally {
    idle.mockRestore();
    run.mockRestore();
  }
});

function catching(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test.each<[pattern: string, takes: string, refuses: string]>([
  [String.raw`^[\w-.]+$`, 'a-b.c', 'a b'],
  [String.raw`^[\p{L}\w-.]+\_\'$`, "ü-a_'", "p{L}_'"],
  [String.raw`^[+-\d]\-\@[\-a]$`, '+-@-', '.-@-'],
  ['^{[^}]+}]$', '{a}]', 'a]'],
  [String.raw`^\{a{2}b{1,}\/\\\-$`, String.raw`{aab/\-`, String.raw`{ab/\-`],
  [String.raw`^[{\]}\^-\d]{2}$`, ']-', 'a}'],
])('%s, which is valid without the flag alone, is read as with it', (pattern, takes, refuses) => {
  expect(() => new RegExp(pattern, 'u')).toThrow(SyntaxError);
  expect(regExpOf(pattern).flags).toBe('u');
  expect([patternOf(pattern).test(takes), patternOf(pattern).test(refuses)]).toEqual([true, false]);
});

test.each([
  [String.raw`^(?=a)*\x1$`, 'x1'],
  [String.raw`^(a)\2$`, 'a\u0002'],
])('%s is read as it can be, without the flag', (pattern, takes) => {
  expect([regExpOf(pattern).flags, patternOf(pattern).test(takes)]).toEqual(['', true]);
});

test.each([
  String.raw`\A\d+\z`,
  String.raw`^\S(|(.|\n)*\S)\Z`,
  String.raw`^[\p{Print}]+$`,
  '(?i)a',
  '(?>a)',
  'a++',
  '(?P<a>b)',
  'a(?i)b',
  String.raw`\p{IsLatin}`,
])('%s is of another language, and read by no engine', (pattern) => {
  expect(isForeign(pattern)).toBe(true);
  expect(() => regExpOf(pattern)).toThrow(SyntaxError);
  expect(() => patternOf(pattern)).toThrow(SyntaxError);
});

test.each([String.raw`^(?!a)\p{Lu}\++$`, String.raw`\u{1F600}`, '('])('%s is of no other language', (pattern) => {
  expect([isForeign(pattern), isPattern(pattern)]).toEqual([false, pattern !== '(']);
});

test('it is known up to which length of a text going back is cheap', () => {
  expect(['^a+$', '(a+)', '^(a+)+$', '^a*b*$', '^a*b*c*$'].map(cheapUpTo)).toEqual([Infinity, 1000, 16, 577, 69]);
});
