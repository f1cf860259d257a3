import { expect, test } from 'vitest';
import { loadContract } from '@cc-gateway/spec';
import { diff } from '../src/diff/diff.ts';
import { isCheap, patternOf, PatternError } from '../src/patterns/pattern.ts';
import { isExponential, riskyPatterns } from '../src/patterns/risk.ts';
import { decoded } from '../src/check/wire/target.ts';
import { checked, documentFile, violations, type Call } from './provider.ts';

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

test('a pattern that looks back and never ends is said not to be told', () => {
  expect(() => patternOf(String.raw`^(a+)+\1$`).test(`${'a'.repeat(40)}!`)).toThrow(PatternError);
});

test('exponential patterns are a risk, others are none', () => {
  expect([String.raw`^([a-zA-Z0-9]+\s?)+$`, '^(a+)+$', '(.+)+x'].map(isExponential)).toEqual([true, true, true]);
  expect(['^[a-z]+(\\.[a-z]+)*$', 'a+$', '^.*a.*b.*$', '('].map(isExponential)).toEqual([false, false, false, false]);
});

const named = (schema: string): string => `paths:
  /things/{name}:
    get:
      operationId: getThing
      parameters: [{ name: name, in: path, required: true, schema: ${schema} }]
      responses: { '204': { description: There. }, '400': { description: Wrong. } }
`;

/** A provider that takes the names that a test lets pass. */
const taking =
  (isRight: (name: string) => boolean) =>
  ({ path, method, headers }: Call) => {
    if (!/^\/things\/[^/]*$/.test(path)) return 404;
    if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' } };
    if (headers['x-http-method-override']) return 400;
    return isRight(decoded(path.slice('/things/'.length))) ? 204 : 400;
  };

const words = "{ type: string, maxLength: 200, pattern: '^([a-zA-Z0-9]+\\s?)+$' }";

test('a check, a dry run and a comparison end where a pattern explodes, and the report names it as a risk', async () => {
  // The provider reads the pattern in linear time.
  const isRight = (name: string): boolean => name.length <= 200 && /^[a-zA-Z0-9](\s?[a-zA-Z0-9])*\s?$/.test(name);
  const { report } = await checked(named(words), taking(isRight));
  expect(violations(report)).toEqual([]);
  expect(report.hints).toContainEqual(expect.stringContaining(String.raw`"^([a-zA-Z0-9]+\\s?)+$"`));
  expect((await checked(named(words), () => 404, { dryRun: true })).report.requests).toBeGreaterThan(20);
  const [before, after] = await Promise.all([
    documentFile(named(words)),
    documentFile(named(words.replace('200', '199'))),
  ]);
  expect((await diff(before, after)).changes).not.toEqual([]);
  expect(riskyPatterns(await loadContract(before))).toHaveLength(1);
});

test('an ordinary pattern is no risk', async () => {
  const { report } = await checked(
    named("{ type: string, pattern: '^[a-z]{2,8}$' }"),
    taking((name) => /^[a-z]{2,8}$/.test(name)),
  );
  expect(report.hints).toEqual([]);
  expect(violations(report)).toEqual([]);
});

test.each([
  [
    'a pattern beside a format',
    "{ type: string, format: uuid, pattern: '^[0-9a-f-]{36}$' }",
    (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name),
  ],
  [
    'a pattern that is none with the flag u',
    "{ type: string, pattern: '^[\\w-.]{1,20}$' }",
    (name: string) => /^[\w\-.]{1,20}$/.test(name),
  ],
  [
    'a pattern that looks ahead',
    "{ type: string, pattern: '^(?=.*\\d)[a-z0-9]{4,8}$' }",
    (name: string) => /^(?=.*\d)[a-z0-9]{4,8}$/.test(name),
  ],
])('a value is made for %s', async (_, schema, isRight) => {
  const { report, calls } = await checked(named(schema), taking(isRight));
  expect(violations(report)).toEqual([]);
  expect(calls.some(({ status }) => status === 204)).toBe(true);
  expect(report.untested.filter(({ about }) => about === 'the operation')).toEqual([]);
});

test('a value is made for a string that may not be longer than nothing', async () => {
  const document = `paths:
  /notes:
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { type: object, additionalProperties: false, required: [text], properties: { text: { type: string, maxLength: 0 } } } } } }
      responses: { '204': { description: There. }, '400': { description: Wrong. } }
`;
  const { report, calls } = await checked(document, ({ path, method, body, headers }) => {
    if (path !== '/notes') return 404;
    if (method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
    if (!/^application\/json *(;|$)/i.test(String(headers['content-type']))) return 415;
    return Object.keys(Object(body)).join() === 'text' && body.text === '' ? 204 : 400;
  });
  expect(calls.some(({ status }) => status === 204)).toBe(true);
  expect(report.untested.filter(({ about }) => about === 'the operation')).toEqual([]);
});
