import { readContract, type Answer, type Contract, type Json } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { check } from '../src/index.ts';
import { probeName } from '../src/check/engine/probe-name.ts';
import { isPromised } from '../src/check/answers/reading/observed.ts';
import { readJson } from '../src/check/answers/reading/read-json.ts';
import { schemasOf } from '../src/check/values/schema.ts';
import { planOf } from '../src/check/requests/plan.ts';
import { flawOf, flawOfWrong } from '../src/check/requests/proof.ts';
import type { Run } from '../src/check/requests/run.ts';
import { readAnswer } from '../src/check/wire/answer.ts';
import { decoded, readTarget } from '../src/check/wire/target.ts';
import { own as contract } from './faulty/document.ts';
import { checked, startProvider, violations, type Call, type Reply } from './provider.ts';

/** What HTTP says of requests that are none of an operation's; undefined where it is one. */
function outside({ path, method, headers }: Call, pattern: RegExp, allow: string): Reply | undefined {
  if (!pattern.test(path)) return 404;
  if (!allow.split(', ').includes(method)) return { status: 405, headers: { Allow: allow } };
  const isJson = /^application\/json *(;|$)/i.test(String(headers['content-type']));
  return ['POST', 'PUT'].includes(method) && !isJson ? 415 : undefined;
}

const json = (body: string, status = 200): Reply => ({ status, headers: { 'Content-Type': 'application/json' }, body });

test.concurrent('where a number is 0, each spelling of it is JSON and says 0', async () => {
  await using mock = await startMock({ contract, scenario: 'open' });
  const report = await check({ url: mock.url, spec: contract, level: 'full', runs: 3, set: { skillid: '0' } });
  expect(violations(report)).toEqual([]);
  expect(report.coverage.rules.find(({ name }) => name === 'refuses/number')!.places).toBe(1);
});

const street = (schema: string): string => `paths:
  /straße/{name}/häuser:
    get:
      operationId: getStreet
      parameters: [{ name: name, in: path, required: true, example: Große Allee, schema: ${schema} }]
      responses: { '204': { description: There. }, '400': { description: Wrong. } }
`;

test.concurrent('blanks and letters beyond ASCII go out percent-encoded, in values and in literals of a path', async () => {
  const isRight = (name: string): boolean => /^[\p{L} ]{1,20}$/u.test(name);
  const { report, calls } = await checked(street("{ type: string, pattern: '^[\\p{L} ]{1,20}$' }"), (call) => {
    const [, first = '', name = '', last = '', ...more] = call.path.split('/');
    if (decoded(first) !== 'straße' || decoded(last) !== 'häuser' || more.length > 0) return 404;
    return outside(call, /./, 'GET') ?? (isRight(decoded(name)) ? 204 : 400);
  });
  expect(violations(report)).toEqual([]);
  expect(calls.some(({ path, status }) => status === 204 && path.includes('%20'))).toBe(true);
  expect(calls.every(({ target }) => /^[\x21-\x7e]+$/.test(target))).toBe(true);
});

test.concurrent.each([
  ['5.972e24', 0],
  ['1e21', 0],
  ['0.1', 0],
  ['9007199254740993', 1],
  ['1e999', 1],
])('the number %s has %i defects', (text, count) => {
  expect(readJson(Buffer.from(text)).defects.filter(({ rule }) => rule === 'envelope/unsafe-number')).toHaveLength(
    count,
  );
});

const books = `paths:
  /books/search:
    get: { operationId: search, responses: { '204': { description: Found. } } }
  /books/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^[0-9]+$' } }]
    delete: { operationId: remove, responses: { '204': { description: Gone. }, '400': { description: Wrong. } } }
`;

test.concurrent('Allow of a path is its own, though another template would match it', async () => {
  const answer = (allows: Record<string, string>) => (call: Call) => {
    const path =
      call.path === '/books/search' ? call.path : /^\/books\/[^/]+$/.test(call.path) ? '/books/{id}' : undefined;
    if (path === undefined) return 404;
    const method = path === '/books/search' ? 'GET' : 'DELETE';
    if (call.method !== method) return { status: 405, headers: { Allow: allows[path]! } };
    return path === '/books/search' || /^\/books\/\d+$/.test(call.path) ? 204 : 400;
  };
  const right = await checked(books, answer({ '/books/search': 'GET', '/books/{id}': 'DELETE' }));
  expect(violations(right.report)).toEqual([]);
  const { report } = await checked(books, answer({ '/books/search': 'GET', '/books/{id}': 'PUT' }));
  expect(report.findings.map(({ rule }) => rule)).toContain('method/allow');
});

const tags = `paths:
  /tags:
    post:
      operationId: setTags
      requestBody: { required: true, content: { application/json: { schema: { type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: { type: string, pattern: '^[a-z]{1,8}$' } } } } }
      responses: { '204': { description: Set. }, '400': { description: Wrong. }, default: { description: Anything else. } }
`;

const isTags = (body: unknown, most = 3): boolean =>
  Array.isArray(body) &&
  body.length >= 1 &&
  body.length <= most &&
  new Set(body).size === body.length &&
  body.every((one) => typeof one === 'string' && /^[a-z]{1,8}$/.test(one));

test.concurrent('a list that is too long has different members, so that uniqueItems does not hide maxItems', async () => {
  const answer = (most: number) => (call: Call) =>
    outside(call, /^\/tags$/, 'POST') ?? (isTags(call.body, most) ? 204 : 400);
  const right = await checked(tags, answer(3));
  expect(violations(right.report)).toEqual([]);
  const { report } = await checked(tags, answer(1_000));
  expect(report.findings.map(({ rule }) => rule)).toContain('accepts/items');
});

test.concurrent('a 5xx is a breakdown though a default answer is documented', async () => {
  const { report } = await checked(
    tags,
    (call) => outside(call, /^\/tags$/, 'POST') ?? (isTags(call.body) ? 204 : 500),
  );
  expect(report.findings.map(({ rule }) => rule)).toContain('status/server-error');
});

test.concurrent('a 5xx that is documented by its status, or by its range, is none', () => {
  const documented = (status: string) => ({ status, contents: [], headers: [] }) as unknown as Answer;
  expect(['503', '5XX', 'default'].map((status) => isPromised(documented(status)))).toEqual([true, true, false]);
});

const secured = (scheme: string): string => `paths:
  /things:
    get:
      operationId: getThings
      security: [{ own: [] }]
      responses: { '200': { description: There., content: { application/json: { schema: { type: object } } } }, '401': { description: No. } }
components: { securitySchemes: { own: ${scheme} } }
`;

test.concurrent('a provider that quotes the path of a request shows no key', async () => {
  const { report } = await checked(secured('{ type: apiKey, in: header, name: X-Key }'), (call) => {
    if (call.path !== '/things')
      return json(JSON.stringify({ message: `${call.target} by ${String(call.headers['user-agent'])}` }), 404);
    return outside(call, /./, 'GET') ?? (call.headers['x-key'] === undefined ? 401 : json('{}'));
  });
  expect(report.findings.map(({ rule }) => rule)).not.toContain('auth/echo');
});

test.concurrent('made-up Basic credentials have a colon, and none of them decorates a request that lacks them', async () => {
  const key = 'ann:s3cret-0f9d2c';
  const { report, calls } = await checked(
    secured('{ type: http, scheme: basic }'),
    (call) =>
      outside(call, /^\/things$/, 'GET') ??
      (call.headers.authorization === `Basic ${Buffer.from(key).toString('base64')}` ? json('{}') : 401),
    { auth: key },
  );
  expect(violations(report)).toEqual([]);
  const sent = calls.flatMap(
    ({ headers: { authorization } }) => /^Basic (\S+)$/.exec(String(authorization))?.[1] ?? [],
  );
  const words = sent.map((text) => Buffer.from(text, 'base64').toString());
  expect(words).toContain('null:made-up');
  expect(words).not.toContain('null');
  expect(words).not.toContain('admin:admin');
});

test.concurrent.each([
  '5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n',
  '5 ; a = "b;c"\r\nhello\r\n0;x=y\r\nX-T: 1\r\nX-U:\r\n\r\n',
  '0000000000005\r\nhello\r\n000\r\n\r\n',
])('chunks with extensions and trailers are legal: %j', (chunks) => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n';
  const { isComplete, answer, end } = readAnswer(Buffer.from(head + chunks), 0, { method: 'GET', hasEnded: false });
  expect({ isComplete, defects: answer!.defects, body: answer!.body.toString(), end }).toEqual({
    isComplete: true,
    defects: [],
    body: 'hello',
    end: head.length + chunks.length,
  });
});

const rooms = `x-state:
  rooms: { key: id, examples: [{ id: A1 }, { id: A10 }, { id: A2 }] }
paths:
  /rooms/{id}:
    get:
      operationId: getRoom
      x-preconditions: [{ name: roomExists, row: rooms, key: $request.path.id, else: noSuchRoom }]
      parameters: [{ name: id, in: path, required: true, example: A1, schema: { type: string, pattern: '^[A-Za-z0-9]{1,8}$' } }]
      responses:
        '200': { description: There., content: { application/json: { schema: { type: object } } } }
        '404': { description: No., content: { application/json: { schema: { type: object }, examples: { noSuchRoom: { value: {} } } } } }
`;

test.concurrent('a key that is nearly another one is no fault where it is a row of its own', async () => {
  const answer = (isKnown: (id: string) => boolean) => (call: Call) =>
    outside(call, /^\/rooms\/[^/]+$/, 'GET') ??
    (!/^[A-Za-z\d]{1,8}$/.test(decoded(call.path.slice(7)))
      ? 400
      : json('{}', isKnown(call.path.slice(7)) ? 200 : 404));
  const right = await checked(
    rooms,
    answer((id) => ['A1', 'A10', 'A2', 'A', 'A01'].includes(id)),
  );
  expect(right.report.findings.map(({ rule }) => rule)).not.toContain('state/near-key');
  expect(right.report.findings.map(({ rule }) => rule)).not.toContain('state/made-up');
  const careless = await checked(
    rooms,
    answer((id) => id.toUpperCase().startsWith('A1')),
  );
  expect(careless.report.findings.map(({ rule }) => rule)).toContain('state/near-key');
});

/** What the requests of our operation are made of, at an address. */
function planFor(url: string): ReturnType<typeof planOf> {
  const [operation] = contract.operations;
  const target = readTarget(url, { timeoutMs: 1 });
  const run = { contract, target, schemas: schemasOf(contract) } as unknown as Run;
  const values = {
    path: { agentid: '101' },
    query: {},
    header: {},
    cookie: {},
    querystring: {},
    body: { callid: 'c-1', skillid: 0 },
  };
  return planOf(run, operation!, values, 'key', true);
}

test.concurrent('a request that claims to be valid is read back from its bytes', () => {
  const plan = planFor('http://127.0.0.1');
  expect(flawOf(plan, plan.wire)).toBeUndefined();
  expect(flawOf(plan, plan.wireWithBody('{"callid":"c-1","skillid":00e-1}'))).toBe('its body is no JSON in UTF-8');
  expect(flawOf(plan, plan.wireWithBody('{"callid":"c-1"}'))).toBe('its body breaks the schema');
  expect(flawOf(plan, { ...plan.wire, target: '/straße' })).toBe('its target holds a character that no target holds');
  expect(flawOf(plan, { ...plan.wire, target: '/%' })).toBe('its target holds a percent sign that encodes nothing');
  expect(flawOf(plan, { ...plan.wire, headers: [['X', 'a\nb']] })).toBe(
    'its header X holds a character that no header holds',
  );
});

test.concurrent('a request that claims to break one part alone is read back from its bytes', () => {
  const plan = planFor('http://127.0.0.1/base');
  const body = { callid: 'c-1', skillid: '0' };
  const path = { agentid: '99' };
  expect(flawOfWrong(plan, plan.wireWith({ body }), '/body')).toBeUndefined();
  expect(flawOfWrong(plan, plan.wireWith({ path }), '/path/agentid')).toBeUndefined();
  expect(flawOfWrong(plan, plan.wire, '/body')).toBe('nothing is wrong with it');
  expect(flawOfWrong(plan, plan.wireWith({ body, path }), '/body')).toMatch(/^its \/path\/agentid .*, too$/);
});

const texts = { type: 'array', items: { type: 'string' } };

/** A contract with one list of texts: the schema and the examples of its answer. */
function listed(content: Json): Contract {
  const parameters = [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }];
  const responses = { '200': { description: 'Rooms.', content: { 'application/json': content } } };
  const paths = { '/rooms': { get: { operationId: 'getRooms', parameters, responses } } };
  return readContract({ openapi: '3.1.1', paths }, { version: '1', hash: '' });
}
const only = `f1-${probeName('getRooms', 'paging/limit')}`;
const object = { schema: { type: 'object', properties: { rooms: texts } }, example: { rooms: ['a', 'b', 'c'] } };

test.concurrent.each([
  ['of the answer', object],
  ['of a part of it', { schema: { type: 'object', properties: { rooms: { ...texts, example: ['a', 'b', 'c'] } } } }],
  ['that is a list', { schema: texts, examples: { three: { value: ['a', 'b', 'c'] } } }],
])('a mock that answers with an example %s is not accused of a list beyond the limit', async (_, content) => {
  const spec = listed(content);
  await using mock = await startMock({ contract: spec });
  const report = await check({ url: mock.url, spec, level: 'full', only });
  expect(violations(report)).toEqual([]);
  const reason = 'the document itself shows the list in the answer';
  expect(report.untested).toContainEqual({ operation: 'getRooms', about: 'query limit is 1', reason });
  expect(report.outcome).toBe('holds');
});

test.concurrent('a list beyond the limit that no example shows is told', async () => {
  await using provider = await startProvider(
    (call) => outside(call, /^\/rooms$/, 'GET') ?? json('{"rooms":["a","b","d"]}'),
  );
  const report = await check({ ...provider.at, spec: listed(object), level: 'full', only });
  expect(violations(report)).toContain('envelope/limit: query limit is 1: the list has 3 members');
});
