import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { check, type Report } from '../src/index.ts';
import { connectTo } from './in-memory.ts';

const answer = (description: string): Json => ({ description });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]+$' } };
const thing = {
  type: 'object',
  required: ['id', 'size'],
  properties: { id: { type: 'string', minLength: 1, maxLength: 20 }, size: { type: 'integer', minimum: 1 } },
};
const document: Json = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: thing, example: { id: 'x', size: 2 } } },
        },
        responses: {
          201: { ...answer('made'), headers: { Location: { schema: { type: 'string' } } } },
          400: answer('wrong'),
          409: answer('it is there'),
          415: answer('no JSON'),
        },
      },
    },
    '/things/{id}/end': {
      parameters: [id],
      post: {
        responses: { 204: answer('ended'), 400: answer('wrong'), 404: answer('unknown'), 422: answer('it has ended') },
      },
    },
    '/things/{id}': {
      parameters: [id],
      get: {
        responses: {
          200: { description: 'it', content: { 'application/json': { schema: thing } } },
          400: answer('wrong'),
          404: answer('unknown'),
        },
      },
      delete: { responses: { 204: answer('gone'), 400: answer('wrong'), 404: answer('unknown') } },
    },
  },
};

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Json;
}

/** Keeps things in memory: one may be made once, ended once and deleted once. */
async function answerFor(request: IncomingMessage, things: Map<string, Json>): Promise<Answer> {
  const { method = '', url = '' } = request;
  const [, name = '', end] = /^\/things\/([^/?]+)(\/end)?$/.exec(url) ?? [];
  if (url !== '/things' && name === '') return { status: 404 };
  const allowed = name === '' || end ? ['POST'] : ['GET', 'HEAD', 'DELETE'];
  if (method === 'OPTIONS') return { status: 204 };
  if (!allowed.includes(method)) return { status: 405, headers: { Allow: allowed.join(', ') } };
  if (name !== '') {
    if (!/^[a-z]+$/.test(name)) return { status: 400 };
    const thing = things.get(name);
    if (!thing) return { status: 404 };
    if (end && thing.ended) return { status: 422 };
    if (end) return ((thing.ended = true), { status: 204 });
    if (method === 'DELETE') things.delete(name);
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: { id: thing.id, size: thing.size } };
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
  const body: Json = await json(request).catch(() => undefined);
  const isRight =
    typeof body?.id === 'string' &&
    body.id !== '' &&
    Array.from(body.id as string).length <= 20 &&
    Number.isInteger(body.size) &&
    body.size >= 1;
  if (!isRight) return { status: 400 };
  if (things.has(body.id)) return { status: 409 };
  things.set(body.id, { id: body.id, size: body.size });
  return {
    status: 201,
    headers: { Location: `/things/${encodeURIComponent(Buffer.from(body.id as string).toString())}` },
  };
}

/** Of `limit` requests one is answered by 429; `change` spoils the answers. */
async function reportOn(limit = Infinity, change: (answer: Answer) => Answer = (answer) => answer): Promise<Report> {
  const things = new Map<string, Json>();
  let taken = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if ((taken += 1) % limit === 0) return void response.writeHead(429, { 'Retry-After': '0' }).end();
    const { status, headers = {}, body } = change(await answerFor(request, things));
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    response.writeHead(status, { ...headers, ...type }).end(body === undefined ? undefined : JSON.stringify(body));
  };
  const server = createServer((request, response) => void serve(request, response));
  return await check({
    url: 'http://provider',
    createConnection: connectTo(server),
    spec: readContract(document, { version: '1', hash: '0'.repeat(64) }),
    level: 'full',
    runs: 5,
  });
}

test.concurrent.each([
  ['takes a thing once', Infinity],
  ['asks to come again later, now and then', 13],
])('nothing is found in a provider that %s', async (_, limit) => {
  const { findings, outcome, untested, reason } = await reportOn(limit);
  expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  expect([outcome, reason]).toEqual(['holds', undefined]);
  expect(untested).toContainEqual(expect.objectContaining({ reason: 'it can be carried out once only' }));
});

test.concurrent('what was just made is asked for by the id that its Location names', async () => {
  const report = await reportOn(Infinity, (answer) =>
    answer.body === undefined ? answer : { ...answer, body: { ...answer.body, size: 'large' } },
  );
  expect(report.findings).toContainEqual(
    expect.objectContaining({ rule: 'envelope/type', operation: 'GET /things/{id}' }),
  );
});
