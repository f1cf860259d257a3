import type { Json } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningMock } from '../src/index.ts';
import { mockFor, raw } from './ask.ts';
import { contractOf } from './document.ts';

const json = (schema?: Json): Json => ({ content: { 'application/json': schema === undefined ? {} : { schema } } });
const text = (schema: Json): Json => ({ content: { 'text/plain': { schema } } });
const list = { type: 'array', items: { type: 'integer' } };
const object = { type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } };

/** Headers of an answer, and how they go over the wire. */
const headers: Record<string, [header: Json, expected: string | null]> = {
  'X-Truth': [{ required: true, schema: { type: 'boolean' } }, 'true'],
  'X-List': [{ schema: list }, '0'],
  'X-Examples': [{ schema: list, example: [1, 2] }, '1,2'],
  'X-Object': [{ schema: object, explode: true }, 'a=true'],
  'X-JSON': [{ content: { 'application/json': { schema: object } } }, '{"a":true}'],
  'X-Nothing': [{ schema: { type: 'null' } }, null],
  'X-Two-Lines': [{ schema: { type: 'string' }, example: 'a\nb' }, null],
};

const unsendable = { 'X Name': { schema: { type: 'string' } }, 'X-Coin': { schema: { type: 'string' }, example: '€' } };

/** Answers, and what goes over the wire. */
const answers: Record<string, [answer: Json, status: number, type: string | null, body: string]> = {
  '204': [json(object), 204, null, ''],
  '205': [json(object), 205, null, ''],
  '304': [json(object), 304, null, ''],
  'no schema': [json(), 200, 'application/json', '{}'],
  'a text in JSON of another name': [{ content: { 'text/json': { example: 'a' } } }, 200, 'text/json', '"a"'],
  'a number as text': [text({ type: 'integer' }), 200, 'text/plain', '0'],
  'anything as text': [text({}), 200, 'text/plain', 'string'],
  'a number as XML': [{ content: { 'text/xml': { schema: { type: 'integer' } } } }, 200, 'text/xml', '<xml>0</xml>'],
  'texts in lines': [
    { content: { 'application/jsonl': { example: ['a', 'b'] } } },
    200,
    'application/jsonl',
    '"a"\n"b"\n',
  ],
  'lines of a schema': [
    { content: { 'application/jsonl': { itemSchema: { type: 'integer' } } } },
    200,
    'application/jsonl',
    '0\n',
  ],
  'lines of nothing': [{ content: { 'application/jsonl': {} } }, 200, 'application/jsonl', ''],
};

const get = (status: string, answer: Json) => ({ get: { responses: { [status]: { description: 'ok', ...answer } } } });

let mock: RunningMock;
beforeAll(async () => {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, [header]]) => [name, header]));
  const paths = Object.entries(answers).map(([name, [answer, status]]) => [`/${name}`, get(String(status), answer)]);
  mock = await mockFor({
    contract: contractOf({
      ...Object.fromEntries(paths),
      '/headers': get('200', { headers: { ...sent, ...unsendable } }),
      '/upgrade': get('101', {}),
    }),
  });
});
afterAll(() => mock.close());

test('headers of an answer go out in their style, also where they have no example; what no header can be is left out', async () => {
  const answer = await fetch(`${mock.url}/headers`);
  const received = Object.keys(headers).map((name) => [name, answer.headers.get(name)]);
  expect(Object.fromEntries(received)).toEqual(
    Object.fromEntries(Object.entries(headers).map(([name, [, expected]]) => [name, expected])),
  );
  expect([answer.status, answer.headers.get('sl-violations'), answer.headers.has('x-coin')]).toEqual([
    200,
    null,
    false,
  ]);
});

test.each(Object.entries(answers))('%s goes out as HTTP has it', async (name, [, status, type, body]) => {
  const answer = await fetch(mock.url + encodeURI(`/${name}`));
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([status, type, body]);
});

test('an answer without a body announces none', async () => {
  const answer = await raw(mock.url, 'GET /204 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 204 /);
  expect(answer).not.toMatch(/^content-(length|type):/im);
});

test('references are followed wherever a document may have them', async () => {
  const Number = { type: 'object', required: ['a'], properties: { a: { type: 'integer', example: 7 } } };
  const components = {
    schemas: { Number },
    mediaTypes: { Number: { schema: { $ref: '#/components/schemas/Number' } } },
    responses: {
      Number: { description: 'ok', content: { 'application/json': { $ref: '#/components/mediaTypes/Number' } } },
    },
    contents: { Number: { 'application/json': { $ref: '#/components/mediaTypes/Number' } } },
    pathItems: { Number: { get: { responses: { 200: { $ref: '#/components/responses/Number' } } } } },
  };
  const paths = {
    '/item': { $ref: '#/components/pathItems/Number' },
    '/content': get('200', { content: { $ref: '#/components/contents/Number' } }),
  };
  await using other = await mockFor({ contract: contractOf(paths, { openapi: '3.2.0', components }) });
  for (const path of Object.keys(paths)) {
    expect([path, await (await fetch(other.url + path)).json()]).toEqual([path, { a: 7 }]);
  }
});

test('where another protocol would follow the answer says that none does', async () => {
  const answer = await fetch(`${mock.url}/upgrade`);
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    501,
    '101 is none, and what follows it is not described.',
  ]);
});
