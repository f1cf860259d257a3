import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { contract, type Json } from '@cc-gateway/spec';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptFast, own } from '../src/prism/accept.ts';
import { randomRequest } from './parity/random.ts';
import type { Request } from './parity/send.ts';

const elementOf = ({ method, target, headers, body }: Request) => {
  const url = new URL(target, 'http://mock');
  return {
    method: method.toLowerCase() as 'put',
    url: { path: url.pathname, query: Object.fromEntries(url.searchParams) },
    headers: Object.fromEntries(
      Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) }).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    ),
    body: body === undefined ? undefined : (JSON.parse(String(body)) as unknown),
  };
};

test('the short way decides as Prism does on 20,000 random requests', async () => {
  const resources = await getHttpOperationsFromSpec(structuredClone(contract.document));
  const fast = acceptFast(resources);
  let accepted = 0;
  fc.assert(
    fc.property(randomRequest, (request) => {
      const input = elementOf(request);
      const route = own.route({ resources, input });
      expect(fast.route({ resources, input })).toEqual(route);
      if (route._tag === 'Left') return;
      const options = { resource: route.right, element: input };
      const [security, validity] = [own.validateSecurity(options), own.validateInput(options)];
      expect(fast.validateSecurity(options)).toEqual(security);
      expect(fast.validateInput(options)).toEqual(validity);
      if (validity._tag === 'Right') accepted++;
    }),
    { numRuns: 20_000, seed: 20261123 },
  );
  expect(accepted).toBeGreaterThan(1_000);
}, 60_000);

const document = (operation: Json, path = '/things/{id}'): Json => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: { [path]: { put: { operationId: 'put', responses: { 200: { description: 'ok' } }, ...operation } } },
});

const json = (schema: Json) => ({ requestBody: { required: true, content: { 'application/json': { schema } } } });

const path = (schema: Json) => ({ parameters: [{ name: 'id', in: 'path', required: true, schema }] });

const inQuery = (parameter: Json) => ({ parameters: [{ name: 'q', in: 'query', ...parameter }] });

const inHeader = (parameter: Json) => ({ parameters: [{ name: 'X-H', in: 'header', ...parameter }] });

test.for<[string, Json]>([
  ['a path of integers', path({ type: 'integer' })],
  ['a path of a list', path({ type: 'array', items: { type: 'integer' } })],
  ['a required query', inQuery({ required: true, schema: { type: 'string' } })],
  [
    'a query of an object',
    inQuery({ schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } }),
  ],
  ['a deprecated query', inQuery({ deprecated: true, schema: { type: 'string' } })],
  ['a required header', inHeader({ required: true, schema: { type: 'string', pattern: '^a' } })],
  ['a deprecated header', inHeader({ deprecated: true, schema: { type: 'string' } })],
  [
    'a member that is read only',
    json({ type: 'object', required: ['a'], properties: { a: { type: 'string', readOnly: true } } }),
  ],
  ['allOf', json({ allOf: [{ type: 'object', required: ['a'] }, { additionalProperties: false }] })],
  ['a body that may be missing', { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } }],
  [
    'two media types',
    { requestBody: { content: { 'application/json': { schema: {} }, 'text/plain': { schema: {} } } } },
  ],
  ['bearer', { security: [{}] }],
  ['nothing', {}],
])('the short way decides as Prism does where the document has %s', async ([, operation]) => {
  const resources = await getHttpOperationsFromSpec(document(operation));
  const fast = acceptFast(resources);
  const [resource] = resources;
  for (const url of [
    { path: '/things/1', query: {} },
    { path: '/things/a.b', query: { q: 'x', a: 'y' } },
  ]) {
    for (const body of [undefined, {}, { a: 'x' }, { b: 1 }, 'text']) {
      for (const extra of [{}, { 'x-h': 'abc' }, { 'x-h': 'b' }]) {
        const type = typeof body === 'string' ? 'text/plain' : 'application/json';
        const length = JSON.stringify(body)?.length;
        const headers = { ...extra, ...(length && { 'content-type': type, 'content-length': String(length) }) };
        const input = { method: 'put' as const, url, headers, body };
        const options = { resource: resource!, element: input };
        expect(fast.route({ resources, input })).toEqual(own.route({ resources, input }));
        expect(fast.validateSecurity(options)).toEqual(own.validateSecurity(options));
        expect(fast.validateInput(options)).toEqual(own.validateInput(options));
      }
    }
  }
});

test('where two paths can mean a request, Prism decides', async () => {
  const both = document({});
  both.paths['/things/all'] = both.paths['/things/{id}'];
  const resources = await getHttpOperationsFromSpec(both);
  for (const target of ['/things/all', '/things/1', '/things', '/other/1']) {
    const input = { method: 'put' as const, url: { path: target, query: {} }, headers: {} };
    expect(acceptFast(resources).route({ resources, input })).toEqual(own.route({ resources, input }));
  }
});
