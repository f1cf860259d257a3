import { request as httpRequest } from 'node:http';
import { expressServer, fastifyServer, type Route, type StrictServer } from '@cc-gateway/testing/strict-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write, type Credentials, type Request, type Values } from '../../src/codec/index.ts';
import { readDocument, type Json, type Operation } from '../../src/index.ts';

/** An operation with values that keep it, and values of which one breaks it. */
interface Case {
  name: string;
  operation: Json;
  values: Values;
  credentials?: Credentials;
  broken: Values[];
  /** Whether Fastify, which knows no styles but its own, reads it too. */
  isPlain?: true;
}

const parameter = (place: string, schema: Json, more: Json = {}): Json => ({
  parameters: [{ name: place === 'header' ? 'X-Value' : 'value', in: place, required: true, schema, ...more }],
});
const inPlace = (place: keyof Values, value: unknown): Values => ({
  [place]: { [place === 'header' ? 'X-Value' : 'value']: value },
});
const one = (
  name: string,
  place: keyof Values,
  schema: Json,
  good: unknown,
  bad: unknown[],
  more: Json = {},
): Case => ({
  name: `${name} in ${place}`,
  operation: parameter(place, schema, more),
  values: inPlace(place, good),
  broken: bad.map((each) => inPlace(place, each)),
});
const plain = (...rest: Parameters<typeof one>): Case => ({ ...one(...rest), isPlain: true });
const bodyCase = (mediaType: string, schema: Json, body: unknown, broken: unknown[], more: Json = {}): Case => ({
  name: `a body in ${mediaType}`,
  operation: { requestBody: { required: true, content: { [mediaType]: { schema, ...more } } } },
  values: { body },
  broken: broken.map((each) => ({ body: each })),
});

const integer = { type: 'integer', minimum: 1, maximum: 9 };
const word = { type: 'string', enum: ['a b', 'ü/ö', '50%', 'a+b&c=d', '?#'] };
const integers = { type: 'array', items: integer, maxItems: 2 };
const tooMuch = [
  [1, 2, 3],
  [1, 10],
];
const texts = { type: 'array', items: { type: 'string', enum: ['a b', 'ü&=', 'c'] } };
const record = {
  type: 'object',
  required: ['a'],
  properties: { a: integer, b: { type: 'string' } },
  additionalProperties: false,
};

const cases: Case[] = [
  plain('a number', 'path', integer, 5, [0, 10, 'x', 1.5]),
  plain('a text', 'path', word, 'ü/ö', ['b']),
  plain('a percent sign', 'path', word, '50%', ['50']),
  plain('a number', 'query', integer, 5, [0, 10, 'x', 1.5, undefined]),
  plain('a text', 'query', word, 'a+b&c=d', ['a b&c=d', undefined]),
  plain('a list', 'query', integers, [1, 2], [[1, 2, 3], [1, 10], ['x', 'y'], undefined]),
  plain('a list of texts', 'query', texts, ['a b', 'ü&='], [['a b', 'x']]),
  plain('a boolean', 'query', { type: 'boolean' }, true, ['yes']),
  one('a list with commas', 'query', integers, [1, 2], tooMuch, { explode: false }),
  one('a list with pipes', 'query', integers, [1, 2], tooMuch, { style: 'pipeDelimited', explode: false }),
  one('a list with blanks', 'query', integers, [1, 2], tooMuch, { style: 'spaceDelimited', explode: false }),
  one('a deep object', 'query', record, { a: 1, b: 'ü &' }, [{ a: 10 }, { a: 1, c: 'x' }, { b: 'x' }], {
    style: 'deepObject',
    explode: true,
  }),
  {
    name: 'JSON in query',
    operation: {
      parameters: [{ name: 'value', in: 'query', required: true, content: { 'application/json': { schema: record } } }],
    },
    values: inPlace('query', { a: 1, b: '&' }),
    broken: [inPlace('query', { a: 10 }), inPlace('query', { a: 1, c: 1 })],
  },
  one('reserved characters', 'query', { type: 'string', enum: ['a/b?c:d'] }, 'a/b?c:d', ['a'], { allowReserved: true }),
  plain('a number', 'header', integer, 5, [0, 10, 'x', undefined]),
  plain('a text', 'header', { type: 'string', enum: ['a b,c'] }, 'a b,c', ['a']),
  // The style is its default, and Express has to be told.
  one('a list', 'header', integers, [1, 2], tooMuch, { style: 'simple' }),
  {
    ...bodyCase('application/json', record, { a: 1, b: 'ü' }, [
      { a: 0 },
      { a: '1' },
      { a: 1, c: 1 },
      {},
      null,
      [],
      undefined,
    ]),
    isPlain: true,
  },
  { ...bodyCase('application/json', { type: 'array', items: integer }, [1, 2], [[0], ['1'], {}]), isPlain: true },
  // Fields of a form are texts here, whatever their schemas say.
  bodyCase(
    'application/x-www-form-urlencoded',
    {
      type: 'object',
      required: ['t'],
      properties: { t: { type: 'string', enum: ['a+b &ü'] }, l: { ...texts, maxItems: 2 } },
    },
    { t: 'a+b &ü', l: ['a b', 'c'] },
    [{ t: 'a b' }, { l: ['c', 'c'] }, { t: 'a+b &ü', l: ['c', 'c', 'c'] }, { t: 'a+b &ü', l: ['c', 'x'] }],
  ),
  bodyCase('text/plain', { type: 'string', enum: ['ü "x"'] }, 'ü "x"', ['y']),
  bodyCase(
    'multipart/form-data',
    {
      type: 'object',
      required: ['file', 't'],
      properties: { file: { type: 'string', format: 'binary' }, t: { type: 'string', enum: ['ü "x"'] } },
    },
    { file: { bytes: new Uint8Array([0, 255, 13, 10]), name: 'ü.bin', type: 'image/png' }, t: 'ü "x"' },
    [{ file: new Uint8Array(1), t: 'x' }, { t: 'ü "x"' }, { file: new Uint8Array(1) }],
  ),
  ...(
    [
      [{ type: 'apiKey', in: 'header', name: 'X-Key' }, 'k'],
      [{ type: 'apiKey', in: 'query', name: 'key' }, 'k&ü'],
      [
        { type: 'http', scheme: 'basic' },
        { username: 'ann', password: 'ü:' },
      ],
      [{ type: 'http', scheme: 'bearer' }, 'a.b'],
      [{ type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: {} } } }, 'a.b'],
    ] as [Json, Credentials[string]][]
  ).map(([scheme, credential], index): Case => ({
    name: `a credential of ${scheme.type} ${scheme.in ?? scheme.scheme ?? ''}`,
    operation: { security: [{ [`key${index}`]: [] }], scheme, schemeName: `key${index}` },
    values: {},
    credentials: { [`key${index}`]: credential },
    // Whether a token of OAuth is there is left to handlers here.
    broken: scheme.type === 'oauth2' ? [] : [{}],
  })),
];

const document = {
  openapi: '3.0.3',
  info: { title: 'Strict', version: '1' },
  paths: Object.fromEntries(
    cases.map(({ operation }, index) => {
      const { scheme: _, schemeName: __, ...rest } = operation;
      const path = `/case${index}${rest.parameters?.[0].in === 'path' ? '/{value}' : ''}`;
      return [path, { put: { ...rest, responses: { 200: { description: 'read' } } } }];
    }),
  ),
  components: {
    securitySchemes: Object.fromEntries(
      cases.flatMap(({ operation: { scheme, schemeName } }) => (scheme ? [[schemeName, scheme]] : [])),
    ),
  },
};
const operations: readonly Operation[] = readDocument(document).operations;

const nameOf = (place: string, name: string): string => (place === 'header' ? name.toLowerCase() : name);

/** What Fastify is told of an operation. */
function routeOf({ path, parameters, body }: Operation): Route {
  const places = { path: 'params', query: 'querystring', header: 'headers' } as const;
  const schemas = Object.fromEntries(
    parameters.map(({ in: place, name, schema }) => [
      places[place as 'path'],
      { type: 'object', required: [nameOf(place, name)], properties: { [nameOf(place, name)]: schema } },
    ]),
  );
  return {
    method: 'PUT',
    url: path.replace('{value}', ':value'),
    schema: { ...schemas, ...(body && { body: body.contents[0]!.schema as object }) },
  };
}

let servers: Record<'Express' | 'Fastify', StrictServer>;
beforeAll(async () => {
  const routes = operations.filter((_, index) => cases[index]!.isPlain).map(routeOf);
  servers = { Express: await expressServer(document), Fastify: await fastifyServer(routes) };
});
afterAll(async () => {
  for (const server of Object.values(servers)) await server[Symbol.asyncDispose]();
});

/** The status of an answer; the target goes out as it was written. */
const statusOf = (origin: string, { method, target, headers, body }: Request): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(origin);
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const sent = httpRequest(
      { host, port, method, path: target, headers: { ...headers, 'Content-Length': length } },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode!));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const all = cases.flatMap((each, index) =>
  (each.isPlain ? (['Express', 'Fastify'] as const) : (['Express'] as const)).map(
    (server) => [server, each.name, each, index] as const,
  ),
);

test.each(all)('%s takes %s as it is written, and refuses it broken', async (server, _name, each, index) => {
  const operation = operations[index]!;
  const { origin } = servers[server];
  expect(await statusOf(origin, write(operation, each.values, each.credentials))).toBe(200);
  for (const broken of each.broken) {
    const status = await statusOf(origin, write(operation, broken));
    expect([status >= 400 && status < 500, status, broken]).toEqual([true, status, broken]);
  }
});
