import { expect, test } from 'vitest';
import { loadContract } from '@cc-gateway/spec';
import { diff } from '../src/diff/diff.ts';
import { isExponential, riskyPatterns } from '../src/patterns/risk.ts';
import { decoded } from '../src/check/wire/target.ts';
import { checked, documentFile, violations, type Call } from './provider.ts';

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

test('a schema that cannot be compiled is named with its place and the reason, in requests and answers', async () => {
  const paths = `paths:
  /things:
    get:
      operationId: getThings
      parameters: [{ name: q, in: query, schema: { type: string, pattern: '(?i)a' } }]
      responses: { '200': { description: All., content: { application/json: { schema: { type: strin } } } } }
`;
  const { report } = await checked(paths, () => ({ status: 200, body: '1' }));
  expect(report.untested.slice(0, 2)).toMatchObject([
    { about: 'the schema of query q', reason: expect.stringMatching(/it cannot be compiled: .*but one of PCRE/) },
    {
      about: 'the schema of application/json in answers 200',
      reason: expect.stringMatching(/it cannot be compiled: .*\/schema\/type: type is "strin", expected a type/),
    },
  ]);
});

test('what cannot be told within bounds is no violation', async () => {
  const long = JSON.stringify({ text: `${'a'.repeat(40)}!` });
  const paths = `paths:
  /things:
    get:
      operationId: getThings
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: { type: object, properties: { text: { type: string, pattern: '^(?=(a+)+$)(a|aa)+$' } } }
`;
  const reply = { status: 200, headers: { 'Content-Type': 'application/json' }, body: long };
  const { report } = await checked(paths, ({ method }) => (method === 'GET' ? reply : 405));
  expect(report.findings.map(({ rule }) => rule)).not.toContain('envelope/value');
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
