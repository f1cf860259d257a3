import { readDocument, testsOf } from '@cc-gateway/openapi';
import { read } from '@cc-gateway/openapi/codec';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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

test.concurrent.each(['safe', 'full'] as const)(
  'a form is sent and broken member by member, at level %s',
  async (level) => {
    const { report, calls } = await checked(document, answer, { level });
    expect(violations(report)).toEqual([]);
    expect(report.outcome).toBe('holds');
    expect(calls.some(({ status }) => status === 200)).toBe(level === 'full');
    expect(report.coverage.rules.filter(({ places }) => places > 0).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['accepts/required', 'accepts/pattern', 'accepts/range', 'accepts/enum', 'accepts/items']),
    );
  },
);

test.concurrent.each<[what: string, member: string, isTaken: (value: string | null) => boolean]>([
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

test.concurrent('at effects a form is made of what is offered', async () => {
  const set = { user: 'ann', age: '30', kind: 'guest', tags: 'a,b', about: '{"a":1}' };
  const { calls, report } = await checked(document, answer, { level: 'effects', set });
  expect(violations(report)).toEqual([]);
  expect(calls.find(({ status }) => status === 200)?.text).toBe(
    'user=ann&age=30&kind=guest&tags=a&tags=b&about=%7B%22a%22%3A1%7D',
  );
});

const parts = `
paths:
  /photos:
    post:
      operationId: addPhoto
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [title, size, file, about]
              properties:
                title: { type: string, pattern: '^[a-z]{1,8}$' }
                size: { type: integer, minimum: 1, maximum: 99 }
                file: { type: string, format: binary }
                about: { type: object, required: [a], properties: { a: { type: integer } } }
      responses: { '200': { description: ok }, '400': { description: bad }, '415': { description: bad } }
  /notes:
    put:
      operationId: note
      requestBody: { required: true, content: { text/plain: { schema: { type: string, minLength: 1 } } } }
      responses: { '200': { description: ok }, '400': { description: bad }, '415': { description: bad } }
`;

/** Reads requests by the document, as far as a title goes by whatever else is told. */
function readerOf(text: string): (call: Call) => Reply {
  const { operations } = readDocument({
    openapi: '3.1.1',
    info: { title: 'Parts', version: '1' },
    ...(parse(text) as object),
  });
  return ({ method, path, target, headers, text: body }) => {
    const operation = operations.find((each) => each.path === path);
    if (!operation) return 404;
    if (operation.method !== method) return 405;
    const { violations } = read(operation, { target, headers, body }, { test: testsOf() });
    return violations.length === 0 ? 200 : violations.some(({ kind }) => kind === 'mediaType') ? 415 : 400;
  };
}

test.each(['safe', 'full'] as const)(
  'a form of parts is sent and broken part by part, and text is sent, at level %s',
  async (level) => {
    const { report, calls } = await checked(parts, readerOf(parts), { level });
    expect(violations(report)).toEqual([]);
    expect(report.untested.filter(({ reason }) => reason.includes('generated'))).toEqual([]);
    const accepted = new Set(calls.filter(({ status }) => status === 200).map(({ path }) => path));
    expect([...accepted].toSorted()).toEqual(level === 'full' ? ['/notes', '/photos'] : []);
  },
);

test.each([
  ['any size', (document: string) => document.replace('maximum: 99', 'maximum: 999999'), 'accepts/range'],
  ['any title', (document: string) => document.replace(", pattern: '^[a-z]{1,8}$'", ''), 'accepts/pattern'],
  ['no file', (document: string) => document.replace(' file, about', ' about'), 'accepts/required'],
])('a provider that takes %s in a part is caught', async (_what, loosened, rule) => {
  const { report } = await checked(parts, readerOf(loosened(parts)));
  expect(violations(report).join()).toContain(rule);
});

test.concurrent('a form that need not be sent is not missed where its only member is left out', async () => {
  const optional = `
paths:
  /calls:
    post:
      operationId: end
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, required: [status], properties: { status: { type: string, enum: [ended, held] } } }
      responses: { '200': { description: ok }, '400': { description: bad }, '415': { description: bad } }
`;
  const { report } = await checked(optional, ({ path, method, headers, text }) => {
    if (path !== '/calls') return 404;
    if (method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
    if (text === '') return 200;
    if (!/^application\/x-www-form-urlencoded/i.test(String(headers['content-type']))) return 415;
    return ['ended', 'held'].includes(new URLSearchParams(text).get('status') ?? '') ? 200 : 400;
  });
  expect(violations(report)).toEqual([]);
});
