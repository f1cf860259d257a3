import { expect, test } from 'vitest';
import { checked, violations, type Call, type Reply } from './provider.ts';

const document = `
paths:
  /login:
    post:
      operationId: login
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [user, age, kind, tags, about]
              properties:
                user: { type: string, pattern: '^[a-z]{1,8}$' }
                age: { type: integer, minimum: 18, maximum: 130 }
                kind: { type: string, enum: [guest, member] }
                tags: { type: array, minItems: 1, maxItems: 3, items: { type: string, pattern: '^[a-z]+$' } }
                piped: { type: array, minItems: 1, items: { type: integer } }
                about: { type: object, required: [a], properties: { a: { type: integer } }, additionalProperties: false }
                note: { type: string }
            encoding: { piped: { style: pipeDelimited, explode: false } }
      responses: { '200': { description: ok }, '400': { description: bad }, '415': { description: bad } }
`;

function isRight({ text }: Call): boolean {
  const form = new URLSearchParams(text);
  const tags = form.getAll('tags');
  const age = form.get('age') ?? '';
  return (
    /^[a-z]{1,8}$/.test(form.get('user') ?? '') &&
    /^\d+$/.test(age) &&
    Number(age) >= 18 &&
    Number(age) <= 130 &&
    ['guest', 'member'].includes(form.get('kind') ?? '') &&
    tags.length > 0 &&
    tags.length < 4 &&
    tags.every((tag) => /^[a-z]+$/.test(tag)) &&
    /^(-?\d+(\|-?\d+)*)?$/.test(form.get('piped') ?? '') &&
    /^\{"a":-?\d+\}$/.test(form.get('about') ?? '')
  );
}

const answer = (call: Call): Reply =>
  call.path !== '/login'
    ? 404
    : call.method !== 'POST'
      ? 405
      : !/^application\/x-www-form-urlencoded/i.test(String(call.headers['content-type']))
        ? 415
        : isRight(call)
          ? 200
          : 400;

test.each(['safe', 'full'] as const)('a form is sent and broken member by member, at level %s', async (level) => {
  const { report, calls } = await checked(document, answer, { level });
  expect(violations(report)).toEqual([]);
  expect(report.outcome).toBe('holds');
  expect(calls.some(({ status }) => status === 200)).toBe(level === 'full');
  expect(report.coverage.rules.filter(({ places }) => places > 0).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['accepts/required', 'accepts/pattern', 'accepts/range', 'accepts/enum', 'accepts/items']),
  );
});

test.each<[what: string, member: string, isTaken: (value: string | null) => boolean]>([
  ['no age', 'age', (value) => value === null],
  ['any age', 'age', (value) => Number(value) > 130],
  ['any kind', 'kind', (value) => value !== null],
])('a provider that takes %s is found out', async (_, member, isTaken) => {
  const { report } = await checked(document, (call) =>
    call.path === '/login' && call.method === 'POST' && isTaken(new URLSearchParams(call.text).get(member))
      ? 200
      : answer(call),
  );
  expect(violations(report).filter((each) => each.startsWith('accepts/'))).not.toEqual([]);
});

test('at effects a form is made of what is offered', async () => {
  const set = { user: 'ann', age: '30', kind: 'guest', tags: 'a,b', about: '{"a":1}' };
  const { calls, report } = await checked(document, answer, { level: 'effects', set });
  expect(violations(report)).toEqual([]);
  expect(calls.find(({ status }) => status === 200)?.text).toBe(
    'user=ann&age=30&kind=guest&tags=a&tags=b&about=%7B%22a%22%3A1%7D',
  );
});
