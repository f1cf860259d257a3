import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { check, type Report } from '../src/index.ts';

const answer = (description: string): Json => ({ description });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]+$' }, example: 'a' };
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
        responses: { 201: answer('made'), 400: answer('wrong'), 409: answer('it is there'), 415: answer('no JSON') },
      },
    },
    '/things/{id}': {
      parameters: [id],
      delete: { responses: { 204: answer('gone'), 400: answer('wrong'), 404: answer('unknown') } },
    },
  },
};

/** Keeps things in memory: one may be made once and deleted once. `limit` requests a second are taken. */
async function statusFor(request: IncomingMessage, things: Set<string>): Promise<number> {
  const { method, url = '' } = request;
  const [, name = ''] = /^\/things\/([^/?]+)$/.exec(url) ?? [];
  if (url !== '/things' && name === '') return 404;
  if (method !== (name === '' ? 'POST' : 'DELETE')) return method === 'OPTIONS' ? 204 : 405;
  if (name !== '') return /^[a-z]+$/.test(name) ? (things.delete(name) ? 204 : 404) : 400;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return 415;
  const body: Json = await json(request).catch(() => undefined);
  const isWrong =
    typeof body?.id !== 'string' ||
    body.id === '' ||
    Array.from(body.id as string).length > 20 ||
    !Number.isInteger(body.size) ||
    body.size < 1;
  if (isWrong) return 400;
  if (things.has(body.id)) return 409;
  things.add(body.id);
  return 201;
}

async function reportOn(limit = Infinity): Promise<Report> {
  const things = new Set(['a']);
  let taken = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if ((taken += 1) % limit === 0) return void response.writeHead(429, { 'Retry-After': '0' }).end();
    const status = await statusFor(request, things);
    response.writeHead(status, status === 405 ? { Allow: request.url === '/things' ? 'POST' : 'DELETE' } : {}).end();
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await check({
      url: `http://127.0.0.1:${port}`,
      spec: readContract(document, { version: '1', hash: '0'.repeat(64) }),
      level: 'full',
      runs: 5,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  ['takes a thing once', Infinity],
  ['asks to come again later, now and then', 13],
])('nothing is found in a provider that %s', async (_, limit) => {
  const { findings, outcome, untested } = await reportOn(limit);
  expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  expect(outcome).toBe('holds');
  expect(untested).toContainEqual(expect.objectContaining({ reason: 'it can be carried out once only' }));
});
