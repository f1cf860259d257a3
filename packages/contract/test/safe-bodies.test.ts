import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemasOf } from '../src/check/values/schema.ts';
import { checked, violations, type Call } from './provider.ts';

const document = `
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: Added. } }
components:
  schemas:
    Entity: { type: object, required: [id], properties: { id: { type: integer, readOnly: true } } }
    Owner:
      allOf:
        - $ref: '#/components/schemas/Entity'
        - { type: object, required: [id, email], properties: { email: { type: string, minLength: 3 } } }
    Pet:
      required: [id, name]
      allOf:
        - $ref: '#/components/schemas/Entity'
        - type: object
          required: [id, name, owner, made]
          properties:
            name: { type: string, minLength: 1 }
            made: { allOf: [{ type: string }, { readOnly: true }] }
            owner: { $ref: '#/components/schemas/Owner' }
            friends: { type: array, items: { $ref: '#/components/schemas/Owner' } }
`;

const isOwner = (owner: Json): boolean => typeof owner?.email === 'string' && owner.email.length >= 3;

/** As OpenAPI has it, a member that only answers carry is not needed in a request. */
const addPet = ({ method, path, body }: Call): number => {
  if (path !== '/pets') return 404;
  if (method !== 'POST') return 405;
  const isPet =
    typeof body?.name === 'string' &&
    body.name !== '' &&
    isOwner(body.owner) &&
    (body.friends === undefined || (Array.isArray(body.friends) && body.friends.every(isOwner)));
  return isPet ? 201 : 400;
};

const carriedOut = (calls: { status: number; text: string }[]): string[] =>
  calls.filter(({ status }) => status < 300).map(({ text }) => text);

test.concurrent('at safe no body lacks only what answers alone carry, at any depth', async () => {
  const { report, calls } = await checked(document, addPet, { level: 'safe' });
  expect(carriedOut(calls)).toEqual([]);
  expect(calls.map(({ body }) => body)).not.toContainEqual(expect.objectContaining({ id: expect.anything() }));
  expect(report.outcome).toBe('holds');
  expect(report.coverage.rules).toContainEqual({ name: 'accepts/required', places: 3 });
});

test.concurrent('at full such a body is valid', async () => {
  const { report } = await checked(document, addPet, { runs: 3 });
  expect(violations(report)).toEqual([]);
  expect(report.coverage.isRefusalsOnly).toBe(false);
});

const bodies: [what: string, schema: string][] = [
  ['a list', '{ type: array, items: { type: string } }'],
  ['a string', '{ type: string }'],
  ['a number', '{ type: number }'],
  ['an object without named members', '{ type: object }'],
  ['anything', 'true'],
  ['an object that needs nothing', '{ type: object, properties: { name: { type: string } } }'],
  ['one of two', '{ oneOf: [{ type: object, properties: { a: { type: string } } }, { type: string }] }'],
];

test.concurrent.each(
  bodies.flatMap(([what, schema]) => [
    [what, schema, true],
    [what, schema, false],
  ]),
)(
  'at effects nothing is sent as a body that is %s, %s, needed: %s, unless it is offered',
  async (_, schema, required) => {
    const paths = `paths:
  /things:
    post:
      operationId: addThing
      security: [{ key: [] }]
      requestBody: { required: ${required}, content: { application/json: { schema: ${schema} } } }
      responses: { '201': { description: Added. } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;
    const { report, calls } = await checked(
      paths,
      ({ path, headers }) => (path !== '/things' ? 404 : headers.authorization === 'Bearer secret-1' ? 201 : 401),
      { level: 'effects', auth: 'secret-1' },
    );
    expect(report.untested).toContainEqual(expect.objectContaining({ about: 'valid calls' }));
    const sent = calls.filter(({ status, method }) => status === 201 && method === 'POST');
    const schemas = schemasOf(readContract({ openapi: '3.1.1' }, { version: '1', hash: '' }));
    expect(
      sent
        .filter(({ text, body }) =>
          text === '' ? !required : body !== undefined && schemas.accepts(parse(schema), body),
        )
        .map(({ text }) => text),
    ).toEqual([]);
  },
);

test.concurrent('at safe a given key has nothing carried out that breaks no constraint', async () => {
  const paths =
    document.replace('operationId: addPet', 'operationId: addPet\n      security: [{ key: [] }]') +
    '  securitySchemes: { key: { type: http, scheme: bearer } }\n';
  const { report, calls } = await checked(
    paths,
    (call) => (call.headers.authorization === 'Bearer secret-1' ? addPet(call) : 401),
    { level: 'safe', auth: 'secret-1' },
  );
  expect(carriedOut(calls)).toEqual([]);
  expect(JSON.stringify(report.untested)).toContain('the key that is given is enough');
});

test.concurrent('at effects whatever is carried out holds what is offered, and nothing else', async () => {
  const paths = `paths:
  /things/{id}:
    put:
      operationId: setThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: q, in: query, schema: { type: string } }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string }, note: { type: string } }, additionalProperties: false } } }
      responses: { '204': { description: Set. } }
`;
  const isThing = ({ body, headers, text }: Call): boolean =>
    /^application\/json *(;|$)/i.test(String(headers['content-type'])) &&
    !text.includes('\ufffd') &&
    typeof body?.title === 'string' &&
    Object.entries(body).every(([name, value]) => ['title', 'note'].includes(name) && typeof value === 'string');
  const { report, calls } = await checked(
    paths,
    (call) => (!/^\/things\/[^/]+$/.test(call.path) ? 404 : call.method !== 'PUT' ? 405 : isThing(call) ? 204 : 400),
    { level: 'effects', set: { id: 'mine-1', title: 'Mine' } },
  );
  const done = calls.filter(({ status }) => status === 204);
  expect(new Set(done.map(({ path }) => decodeURIComponent(path)))).toEqual(new Set(['/things/mine-1']));
  expect(new Set(done.map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"title":"Mine"}']));
  expect(violations(report)).toEqual([]);
});
