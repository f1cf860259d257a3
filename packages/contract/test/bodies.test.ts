import { expect, test } from 'vitest';
import { checked, violations, type Call, type Reply } from './provider.ts';

const document = (schema: string): string => `
paths:
  /things:
    put:
      operationId: putThing
      requestBody: { required: true, content: { application/json: { schema: ${schema} } } }
      responses: { '200': { description: ok }, '400': { description: bad }, '415': { description: bad } }
`;

const answer =
  (isRight: (call: Call) => boolean) =>
  (call: Call): Reply =>
    call.path !== '/things'
      ? 404
      : call.method !== 'PUT'
        ? 405
        : !/^application\/json *(;|$)/i.test(String(call.headers['content-type']))
          ? 415
          : call.body !== undefined && isRight(call)
            ? 200
            : 400;

const isWord = (value: unknown): boolean => typeof value === 'string' && /^[a-z]{1,4}$/.test(value);

test.concurrent.each<[what: string, schema: string, isRight: (call: Call) => boolean]>([
  [
    'a number',
    '{ type: integer, minimum: 1, maximum: 100 }',
    ({ body }) => Number.isInteger(body) && body >= 1 && body <= 100,
  ],
  [
    'a string',
    '{ type: string, maxLength: 9 }',
    ({ body }) => typeof body === 'string' && Array.from(body).length < 10,
  ],
  ['true or false', '{ type: boolean }', ({ body }) => typeof body === 'boolean'],
  [
    'a list',
    `{ type: array, minItems: 1, maxItems: 3, items: { type: string, pattern: '^[a-z]{1,4}$' } }`,
    ({ body }) => Array.isArray(body) && body.length > 0 && body.length < 4 && body.every(isWord),
  ],
  [
    'a list of objects',
    `{ type: array, minItems: 1, items: { type: object, required: [a], properties: { a: { type: string, pattern: '^[a-z]{1,4}$' } }, additionalProperties: false } }`,
    ({ body }) =>
      Array.isArray(body) &&
      body.length > 0 &&
      body.every((each) => Object.keys(Object(each)).join() === 'a' && isWord(each.a)),
  ],
  [
    'one of two kinds',
    `{ oneOf: [{ type: object, required: [cat], properties: { cat: { type: string, pattern: '^[a-z]{1,4}$' } } }, { type: object, required: [dog], properties: { dog: { const: 5 } } }] }`,
    ({ body }) =>
      Object(body) === body && !Array.isArray(body) && [isWord(body.cat), body.dog === 5].filter(Boolean).length === 1,
  ],
])('a body that is %s is sent and broken', async (_, schema, isRight) => {
  const { report } = await checked(document(schema), answer(isRight));
  expect(violations(report)).toEqual([]);
  expect(report.outcome).toBe('holds');
  expect(report.coverage.isRefusalsOnly).toBe(false);
});

const list = `{ type: array, minItems: 1, maxItems: 3, items: { type: object, required: [a], properties: { a: { type: string, maxLength: 4 } } } }`;

test.concurrent.each<[what: string, isTaken: (call: Call) => boolean]>([
  ['an empty list', ({ body }) => Array.isArray(body) && body.length === 0],
  ['a list that is too long', ({ body }) => Array.isArray(body) && body.length === 4],
  [
    'a list whose members lack a member',
    ({ body }) => Array.isArray(body) && body.some((each) => !Array.isArray(each) && each?.a === undefined),
  ],
  ['a list whose members are too long', ({ body }) => body?.[0]?.a?.length === 5],
])('a provider that takes %s is found out', async (_, isTaken) => {
  const isRight = ({ body }: Call): boolean =>
    Array.isArray(body) &&
    body.length > 0 &&
    body.length < 4 &&
    body.every((each) => typeof each?.a === 'string' && Array.from(each.a).length < 5);
  const { report } = await checked(
    document(list),
    answer((call) => isRight(call) || isTaken(call)),
    { level: 'safe' },
  );
  expect(violations(report).filter((each) => each.startsWith('accepts/'))).not.toEqual([]);
});

test.concurrent.each([
  ['body', document('{ type: object, required: [a], properties: { a: { enum: [] } } }'), 'the body'],
  [
    'path',
    document('{ type: string }')
      .replace('/things', '/things/{id}')
      .replace(
        'requestBody',
        'parameters: [{ name: id, in: path, required: true, schema: { type: integer, minimum: 3, maximum: 2 } }]\n      requestBody',
      ),
    'path id',
  ],
  [
    'query',
    document('{ type: string }').replace(
      'requestBody',
      'parameters: [{ name: q, in: query, required: true, schema: false }]\n      requestBody',
    ),
    'query q',
  ],
])(
  'where nothing keeps the schema of the %s, the operation is left out, and nothing stands in for it',
  async (_, spec, what) => {
    const { report, calls } = await checked(spec, () => 400);
    expect(report.untested).toContainEqual({
      operation: 'putThing',
      about: 'the operation',
      reason: `no value can be made for ${what}`,
    });
    expect(calls).toEqual([]);
  },
);

test.concurrent('a path value of another type is called that', async () => {
  const spec = document('{ type: string }')
    .replace('/things', '/things/{id}')
    .replace(
      'requestBody',
      'parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]\n      requestBody',
    );
  const { report } = await checked(spec, ({ method }) => (method === 'PUT' ? 200 : 405));
  const rules = report.findings.filter(({ about }) => about.startsWith('path id')).map(({ rule }) => rule);
  expect(rules).toContain('accepts/type');
  expect(rules).not.toContain('accepts/pattern');
});
