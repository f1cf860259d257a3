import { contract, readContract, type Contract, type Json } from '@cc-gateway/spec';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incoming } from '../src/incoming.ts';
import { readBody } from '../src/body.ts';
import { modules } from '../src/modules.ts';
import { createInputTest, elementOf } from '../src/prism/accept-input.ts';
import { createFront } from '../src/prism/front.ts';
import { createLive } from '../src/prism/live.ts';
import { recordedOf } from '../src/prism/recorded.ts';
import { resourceOf } from '../src/prism/resource.ts';
import { createRoute } from '../src/prism/route.ts';
import { readTarget } from '../src/target.ts';
import { randomRequest } from './parity/random.ts';

const incomingOf = (
  method: string,
  target: string,
  headers: Record<string, string | string[]>,
  body?: string,
): Incoming => {
  const bytes = Buffer.from(body ?? '');
  const given = { ...headers, ...(body !== undefined && { 'content-length': String(bytes.length) }) };
  const lower = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, ...readTarget(target), headers: lower, bytes, ...readBody(bytes, lower['content-type']) };
};

/** Whether Prism alone finds nothing wrong. */
function isValidForPrism(resource: ReturnType<typeof resourceOf>, request: Incoming): boolean {
  const { validateInput, validateSecurity } = modules.validator;
  const asked = { resource, element: elementOf(request) };
  return validateSecurity(asked)._tag === 'Right' && validateInput(asked)._tag === 'Right';
}

test('what the short way accepts is accepted by codec and schema engine, and by Prism, on 20,000 random requests', () => {
  const front = createFront(contract, recordedOf(contract)!);
  const live = createLive(contract);
  const route = createRoute(contract);
  const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const resource = resourceOf(contract.bundled, operation);
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(randomRequest, ({ method, target, headers, body }) => {
      const request = incomingOf(method, target, headers, body === undefined ? undefined : String(body));
      const routed = route(request);
      if ('error' in routed) return;
      const isAccepted = front.accepts(routed.operation, request);
      const found = live.violations(routed.operation, request);
      const isKept = Array.isArray(found) && found.length === 0;
      // Prism and the codec agree on this contract, whichever way. An assertion takes longer than the three of them.
      if (isKept !== isValidForPrism(resource, request)) expect.fail(`${request.target} is judged in two ways.`);
      if (isAccepted && !isKept) expect.fail(`${request.target} is accepted, and broken: ${JSON.stringify(found)}`);
      if (isAccepted) accepted++;
      else refused++;
    }),
    { numRuns: 20_000, seed: 20261123 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(1_000);
});

const documentOf = (operation: Json, path = '/things/{id}'): Json => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: { [path]: { put: { operationId: 'put', responses: { 200: { description: 'ok' } }, ...operation } } },
});

const contractOf = (document: Json): Contract => readContract(document, { version: '1', hash: '' });

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
  [
    'a required cookie',
    { parameters: [{ name: 'c', in: 'cookie', required: true, schema: { type: 'string', minLength: 1 } }] },
  ],
  [
    'a path with a dot in front',
    { parameters: [{ name: 'id', in: 'path', required: true, style: 'label', schema: { type: 'string' } }] },
  ],
  ['bearer', { security: [{}] }],
  ['nothing', {}],
])('what the short way accepts is accepted by all where the document has %s', ([, operation]) => {
  const things = contractOf(documentOf(operation));
  const live = createLive(things);
  const resource = resourceOf(things.bundled, things.operations[0]!);
  const accepts = createInputTest(resource);
  for (const target of ['/things/1', '/things/a.b?q=x&a=y']) {
    for (const body of [undefined, {}, { a: 'x' }, { b: 1 }, 'text']) {
      for (const extra of [{}, { 'x-h': 'abc' }, { 'x-h': 'b' }]) {
        const type = typeof body === 'string' ? 'text/plain' : 'application/json';
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const request = incomingOf('PUT', target, { ...extra, ...(text && { 'content-type': type }) }, text);
        if (!accepts?.(elementOf(request))) continue;
        expect([live.violations(things.operations[0]!, request), isValidForPrism(resource, request)]).toEqual([
          [],
          true,
        ]);
      }
    }
  }
});

test.for<[string, string, boolean]>([
  ['application/vnd.thing+json', '{"a":1}', true],
  ['Application/VND.thing+json; charset=UTF-8', '{"a":1}', true],
  ['application/vnd.thing+json', '{}', false],
  ['application/json', '{"a":1}', false],
  ['application/vnd.other+json', '{"a":1}', false],
])('a body of %s, %s, goes the short way where a format written in JSON is documented: %s', ([type, body, isShort]) => {
  const content = { 'application/vnd.thing+json': { schema: { type: 'object', required: ['a'] } } };
  const things = contractOf(documentOf({ requestBody: { required: true, content } }));
  const request = incomingOf('PUT', '/things/1', { 'content-type': type }, body);
  expect(createInputTest(resourceOf(things.bundled, things.operations[0]!))!(elementOf(request))).toBe(isShort);
  const found = createLive(things).violations(things.operations[0]!, request);
  expect(Array.isArray(found) && found.length === 0).toBe(isShort);
});

test('where two paths can mean a request, Prism decides', () => {
  const both = documentOf({});
  both.paths['/things/all'] = { put: { operationId: 'all', responses: { 200: { description: 'ok' } } } };
  const route = createRoute(contractOf(both));
  const idOf = (path: string): unknown => {
    const routed = route({ method: 'PUT', path, query: {} });
    return 'error' in routed ? routed.error.status : routed.operation.id;
  };
  expect(['/things/all', '/things/1', '/things', '/other/1'].map(idOf)).toEqual(['all', 'put', 404, 404]);
});
