import { ContractError, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { argumentsOf, clientModule } from '../src/index.ts';
import { contractOf, id, load, putThing } from './generated.ts';

const text = { type: 'string' };
const object = { type: 'object', properties: { a: text } };
const done = { responses: { 200: { description: 'done' } } };
const query = (more: Json): Json => ({ name: 'q', in: 'query', schema: text, ...more });
const body = (content: Json): Json => ({ requestBody: { required: true, content } });
const secured = (schemes: Json): Json => ({
  components: { securitySchemes: schemes },
  security: Object.keys(schemes as object).map((name) => ({ [name]: [] })),
});

const refused: [string, Json, string, Json?][] = [
  ['a path with a name that nothing describes', { parameters: [] }, '{id} in the path, which nothing describes'],
  [
    'a parameter in a place that nobody knows',
    { parameters: [id, { name: 'x', in: 'fragment' }] },
    'the parameter x in "fragment"',
  ],
  [
    'the whole query without a media type',
    { parameters: [id, { name: 'x', in: 'querystring' }] },
    'the querystring parameter "x" has no content',
  ],
  [
    'the whole query beside a part of it',
    { parameters: [id, query({}), { name: 'x', in: 'querystring', content: { 'application/json': {} } }] },
    'the whole query is one parameter, and others go into it too',
  ],
  [
    'a style of another place',
    { parameters: [{ ...id, style: 'form' }] },
    'the path parameter "id" has the style form',
  ],
  ['a style that is none', { parameters: [id, query({ style: 'tab' })] }, 'the query parameter "q" has the style tab'],
  [
    'a deep object that is none',
    { parameters: [id, query({ style: 'deepObject' })] },
    'the query parameter "q" is no object',
  ],
  [
    'a list between pipes that is none',
    { parameters: [id, query({ style: 'pipeDelimited' })] },
    'is no list, in style pipeDelimited',
  ],
  [
    'a list between blanks, exploded',
    { parameters: [id, query({ style: 'spaceDelimited', explode: true, schema: { type: 'array' } })] },
    'which has no exploded form',
  ],
  [
    'a list in a cookie, exploded',
    { parameters: [id, { name: 'c', in: 'cookie', schema: { type: 'array' } }] },
    'the cookie parameter "c" is a list or an object, exploded',
  ],
  [
    'a parameter of XML',
    { parameters: [id, { name: 'q', in: 'query', content: { 'image/png': {} } }] },
    'the query parameter "q" is of image/png',
  ],
  [
    'a header of the connection',
    { parameters: [id, { name: 'Expect', in: 'header', schema: text }] },
    'the header parameter "Expect"',
  ],
  [
    'a header that is no token',
    { parameters: [id, { name: 'X A', in: 'header', schema: text }] },
    'has no name of a header',
  ],
  [
    'a header twice',
    { parameters: [id, { name: 'X-A', in: 'header', schema: text }, { name: 'x-a', in: 'header', schema: text }] },
    'the header "x-a" stands twice',
  ],
  ['a body of any image', body({ 'image/*': {} }), 'the body is of image/*'],
  ['a body of parts that are no form', body({ 'multipart/mixed': {} }), 'the body is of multipart/mixed'],
  ['a required body of no media type', { requestBody: { required: true } }, 'names no media type'],
  [
    'a part with headers of its own',
    body({ 'multipart/form-data': { schema: object, encoding: { a: { headers: { 'X-A': { schema: text } } } } } }),
    'the part "a" has headers',
  ],
  [
    'a part of an object in a style',
    body({
      'multipart/form-data': {
        schema: { type: 'object', properties: { a: { type: 'object' }, b: text } },
        encoding: { b: { style: 'form' }, a: { style: 'deepObject' } },
      },
    }),
    'the part "a" is written in a style',
  ],
  [
    'a part of XML',
    body({ 'multipart/form-data': { schema: object, encoding: { a: { contentType: 'application/xml' } } } }),
    'the part "a" is of application/xml',
  ],
  [
    'a keyword that nobody knows',
    body({ 'application/json': { schema: { ...object, minFoo: 1 } } }),
    '#/paths/~1things~1{id}/put/requestBody/content/minFoo',
  ],
  [
    'a keyword that nobody knows, in an answer',
    { responses: { 200: { description: '', content: { 'application/json': { schema: { items: { minFoo: 1 } } } } } } },
    'put/responses/200/content/items/minFoo',
  ],
  [
    'a scheme that is not written',
    {},
    'no credential can be written for Digest http digest',
    secured({ Digest: { type: 'http', scheme: 'digest' } }),
  ],
  [
    'a scheme that nothing describes',
    { security: [{ Nowhere: [] }] },
    'no credential can be written for Nowhere, which no security scheme is called',
  ],
  [
    'two schemes in one place',
    { security: [{ A: [], B: [] }] },
    'A oauth2 with B http basic',
    { components: { securitySchemes: { A: { type: 'oauth2' }, B: { type: 'http', scheme: 'basic' } } } },
  ],
];

test.each(refused)('%s is a ContractError that names the place', async (_name, more, message, root = {}) => {
  const contract = putThing([id], object, more, root);
  const refusal = clientModule(contract, '1.0.0');
  await expect(refusal).rejects.toBeInstanceOf(ContractError);
  await expect(clientModule(contract, '1.0.0')).rejects.toThrow(message);
  await expect(clientModule(contract, '1.0.0')).rejects.toThrow('#/paths/~1things~1{id}/put');
});

test.each<[string, Json, string]>([
  ['a method that fetch does not send', { '/': { trace: done } }, 'fetch does not send TRACE'],
  [
    'a body with GET',
    { '/': { get: { ...done, requestBody: { content: { 'application/json': {} } } } } },
    'fetch sends no body with GET',
  ],
  [
    'two operations of one id',
    { '/a': { get: { operationId: 'a', ...done } }, '/b': { get: { operationId: 'a', ...done } } },
    'Two operations are called "a": #/paths/~1a/get and #/paths/~1b/get.',
  ],
  ['an operation called then', { '/a': { get: { operationId: 'then', ...done } } }, 'would make the client a promise'],
])('%s is a ContractError that names the place', async (_name, paths, message) => {
  const contract = contractOf(paths);
  await expect(clientModule(contract, '1.0.0')).rejects.toBeInstanceOf(ContractError);
  await expect(clientModule(contract, '1.0.0')).rejects.toThrow(message);
});

test('what one alternative cannot, another may: a scheme that is not written is left out', async () => {
  const schemes = {
    Digest: { type: 'http', scheme: 'digest' },
    Token: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example' },
    Certificate: { type: 'mutualTLS' },
  };
  const { operations, credentials } = await load(putThing([id], object, {}, secured(schemes)));
  // The certificate is a matter of the connection.
  expect(operations[0]!.security).toEqual([['Token'], []]);
  expect(credentials).toEqual({ Token: { http: 'Bearer' } });
});

test('where several schemes want a token together, the one of the first serves them', async () => {
  const schemes = { A: { type: 'oauth2' }, B: { type: 'http', scheme: 'bearer' }, C: { type: 'oauth2' } };
  const root = { components: { securitySchemes: schemes }, security: [{ A: [], B: [] }, { C: [] }] };
  const { operations, credentials } = await load(putThing([id], object, {}, root));
  expect(operations[0]!.security).toEqual([['A'], ['C']]);
  expect(Object.keys(credentials)).toEqual(['A', 'C']);
});

test('the body of a GET of OpenAPI 3.0 is ignored, as that version says', async () => {
  const get = { ...done, requestBody: { content: { 'application/json': { schema: object } } } };
  const { operations } = await load(contractOf({ '/': { get } }, { openapi: '3.0.3' }));
  expect(operations[0]).not.toHaveProperty('body');
  expect(argumentsOf(contractOf({ '/': { get } }, { openapi: '3.0.3' }).operations[0]!)).toEqual([]);
});
