import { readContract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { check } from '../src/index.ts';
import { checked, startProvider, violations, type Call } from './provider.ts';

const post = (schema: string, rest = ''): string => `
paths:
  /things:
    post:
      operationId: addThing
      requestBody: { required: true, content: { application/json: { schema: ${schema} } } }
      responses: { '200': { description: ok }, '400': { description: bad } }
${rest}`;

/** Takes what has a name, and is not picky otherwise. */
const takesNames = ({ method, path, body }: Call): number =>
  path !== '/things' ? 404 : method !== 'POST' ? 405 : typeof body?.name === 'string' ? 200 : 400;

const node = `
components:
  schemas:
    Node:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 1 }
        child: { $ref: '#/components/schemas/Node' }
        children: { type: array, items: { $ref: '#/components/schemas/Node' } }
        parent: { allOf: [{ $ref: '#/components/schemas/Node' }], nullable: true }
`;

const isNode = (value: Json): boolean =>
  typeof value?.name === 'string' &&
  value.name !== '' &&
  (value.child === undefined || isNode(value.child)) &&
  (value.children === undefined || (Array.isArray(value.children) && value.children.every(isNode))) &&
  (value.parent === undefined || value.parent === null || isNode(value.parent));

const takesNodes = ({ method, path, headers, body }: Call): number =>
  path !== '/things'
    ? 404
    : method !== 'POST'
      ? 405
      : /json/i.test(String(headers['content-type'])) && isNode(body)
        ? 200
        : 400;

test.concurrent.each(['3.0.3', '3.1.1'])(
  'a body that holds itself is sent and broken, in OpenAPI %s',
  async (version) => {
    const rest =
      version === '3.0.3'
        ? node
        : node.replace('{ allOf: [', '{ anyOf: [{ type: "null" }, ').replace(', nullable: true', '');
    const { report } = await checked(post(`{ $ref: '#/components/schemas/Node' }`, rest), takesNodes, { version });
    expect(violations(report)).toEqual([]);
    expect(report.coverage.isRefusalsOnly).toBe(false);
    expect(report.coverage.rules).toContainEqual({ name: 'accepts/required', places: expect.any(Number) });
  },
);

test.concurrent('a document whose parts hold themselves is read, without references and with them', async () => {
  const schema: Json = { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } };
  schema.properties.child = schema;
  schema.properties.children = { type: 'array', items: schema };
  const reference: Json = structuredClone(schema);
  reference.properties.child = { $ref: '#/components/schemas/Node' };
  reference.properties.children = { type: 'array', items: { $ref: '#/components/schemas/Node' } };
  await using provider = await startProvider(takesNodes);
  for (const each of [schema, reference]) {
    const requestBody = { required: true, content: { 'application/json': { schema: each } } };
    const document = {
      openapi: '3.1.1',
      paths: { '/things': { post: { requestBody, responses: { 200: {} } } } },
      components: { schemas: { Node: each } },
    };
    const spec = readContract(document, { version: '1', hash: '' });
    const report = await check({ ...provider.at, spec, level: 'full', runs: 3 });
    expect(violations(report)).toEqual([]);
    expect(report.coverage.isRefusalsOnly).toBe(false);
  }
});

const schemas: [what: string, schema: string][] = [
  ['that can only hold itself', `{ $ref: '#/components/schemas/Endless' }`],
  ['of an unknown type', '{ type: object, required: [name], properties: { name: { type: strin } } }'],
  ['with a dynamic reference', `{ $ref: '#/components/schemas/Tree' }`],
  ['with a dynamic reference to nothing', `{ type: object, properties: { name: { $dynamicRef: '#nothing' } } }`],
  [
    'that nothing keeps',
    '{ type: object, required: [name], properties: { name: { type: string, minLength: 5, maxLength: 2 } } }',
  ],
  ['with a list of no values', '{ type: object, required: [name], properties: { name: { enum: [] } } }'],
  [
    'with a string beyond all bounds',
    '{ type: object, required: [name], properties: { name: { type: string, maxLength: 2147483647 } } }',
  ],
  [
    'with a string that is too long to make',
    '{ type: object, required: [name], properties: { name: { type: string, minLength: 2147483647 } } }',
  ],
  [
    'with a list beyond all bounds',
    '{ type: object, required: [name], properties: { name: { type: string }, all: { type: array, maxItems: 4294967295, items: { type: integer } } } }',
  ],
  [
    'with a pattern that is none',
    `{ type: object, required: [name], properties: { name: { type: string, pattern: '(' } } }`,
  ],
  [
    'with members named like keywords',
    '{ type: object, required: [name], properties: { name: { type: string }, nullable: { type: boolean }, default: { type: string }, enum: { type: string }, $ref: { type: string }, required: { type: boolean }, properties: { type: object } } }',
  ],
  [
    'with a part of all of it that is null',
    '{ allOf: [null, { type: object, required: [name], properties: { name: { type: string } } }] }',
  ],
  [
    'with members named like those of every object',
    '{ type: object, required: [name, constructor], properties: { name: { type: string }, constructor: { type: string }, toString: { type: integer } } }',
  ],
  ['that is null', 'null'],
  ['with a part that is null', '{ type: object, properties: { name: null } }'],
  ['that is a list', '[]'],
  [
    'with keywords of other shapes',
    '{ type: object, required: true, properties: { name: { type: string, enum: x, minLength: a } } }',
  ],
  [
    'with a number of a step that is a fraction',
    '{ type: object, required: [name, price], properties: { name: { type: string }, price: { type: number, multipleOf: 0.01 } } }',
  ],
];

const more = `
components:
  schemas:
    Endless: { type: object, required: [self], properties: { self: { $ref: '#/components/schemas/Endless' } } }
    Tree:
      $dynamicAnchor: node
      type: object
      required: [name]
      properties:
        name: { type: string }
        children: { type: array, items: { $dynamicRef: '#node' } }
`;

test.concurrent.each(
  schemas.flatMap(([what, schema]) => ['safe', 'full'].map((level) => [what, level, schema] as const)),
)('a schema %s ends no run, at level %s', async (_, level, schema) => {
  const { report } = await checked(post(schema, more), takesNames, { level: level as 'safe' | 'full', runs: 3 });
  expect(violations(report).filter((each) => each.startsWith('refuses/'))).toEqual([]);
});
