import { contract, ContractError, sampleRequests, type Contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { argumentsOf, callsTypes, clientModule, clientTypes, outcomeTable } from '../src/index.ts';
import { violationOf } from '../src/runtime/sentences.ts';
import { id, load, putThing } from './generated.ts';

const text = { type: 'string' };

/** Whether flat members of the body of `putThing` keep its schemas, as a client checks them. */
async function checkMembers(of: Contract): Promise<(values: Record<string, unknown>) => string[]> {
  const { check, faultsOf, operations } = await load(of);
  const { members, schema = {} } = operations[0]!.body;
  return (values) => [
    ...members.flatMap(({ name, schema: each }: Json) =>
      values[name] === undefined
        ? []
        : faultsOf(check, each, values[name])
            .map(violationOf)
            .map(({ path, message }) => `${name}${path} ${message}`),
    ),
    ...faultsOf(check, schema, values).map((fault) => violationOf(fault).message),
  ];
}

test('arguments of one name are called by their places, or as x-argument says', () => {
  const clash = putThing([id], { type: 'object', properties: { id: text, name: text } });
  expect(argumentsOf(clash.operations[0]!)).toMatchObject([
    { name: 'path.id', wire: 'id', place: 'path' },
    { name: 'body.id', wire: 'id', place: 'body' },
    { name: 'name', wire: 'name' },
  ]);
  const renamed = putThing([id], { type: 'object', properties: { id: { ...text, 'x-argument': 'newId' } } });
  expect(argumentsOf(renamed.operations[0]!).map(({ name }) => name)).toEqual(['id', 'newId']);
  const parameter = putThing([{ ...id, 'x-argument': 'thing' }], { type: 'object', properties: { id: text } });
  expect(argumentsOf(parameter.operations[0]!).map(({ name }) => name)).toEqual(['thing', 'id']);
});

test('two arguments that still have one name are an error that names both places', () => {
  const taken = putThing([id, { name: 'path.id', in: 'query', schema: text }], {
    type: 'object',
    properties: { id: text },
  });
  expect(() => argumentsOf(taken.operations[0]!)).toThrow(ContractError);
  expect(() => argumentsOf(taken.operations[0]!)).toThrow(
    /putThing: the argument "path.id" stands for "id" in path and for "path.id" in query \(#\/paths\/~1things~1{id}\/put\)/,
  );
});

test('members that only answers have are no arguments, and what only requests have no answer needs', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'secret', 'name'],
    properties: { id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true }, name: text },
  };
  const answer = { 200: { description: 'done', content: { 'application/json': { schema } } } };
  const of = putThing([id], schema, { responses: answer });
  expect(argumentsOf(of.operations[0]!).map(({ name }) => name)).toEqual(['id', 'secret', 'name']);
  const { check, operations } = await load(of);
  expect(check(operations[0]!.answers['200'].schema, { id: '1', name: 'a' })).toBe(true);
  expect(check(operations[0]!.answers['200'].schema, { name: 'a' })).toBe(false);
});

test('a member may be called as an annotation or a keyword is', async () => {
  const properties = { description: text, format: text, example: { type: 'integer', format: 'int32' }, nullable: text };
  const faults = await checkMembers(putThing([id], { type: 'object', properties }));
  expect(faults({ description: 'a', format: 'int32', example: 2 ** 31 - 1, nullable: 'a' })).toEqual([]);
  expect(faults({ description: 1 })).toEqual(['description must be string, received 1']);
  expect(faults({ example: 2 ** 31 })).toEqual(['example must satisfy maximum 2147483647, received 2147483648']);
});

test('a body is checked as a whole where its schema says more than its members', async () => {
  const schema = {
    type: 'object',
    properties: {
      card: text,
      code: text,
      closed: { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
    },
    minProperties: 1,
    dependentRequired: { card: ['code'] },
  };
  const faults = await checkMembers(putThing([id], schema));
  expect(faults({ code: '1' })).toEqual([]);
  expect(faults({})).toEqual(['must satisfy minProperties 1, received an object']);
  expect(faults({ card: '1' })).toEqual(['must have a member "code"']);
  expect(faults({ code: '1', closed: { b: 1 } })).toEqual(['closed must not have a member "b"']);
});

test('a schema that refers to itself is checked at every level', async () => {
  const $ref = '#/components/schemas/Node';
  const Node = { type: 'object', properties: { next: { $ref } }, additionalProperties: false };
  const of = putThing(
    [id],
    { type: 'object', properties: { node: { $ref } } },
    {},
    { components: { schemas: { Node } } },
  );
  const faults = await checkMembers(of);
  expect(faults({ node: { next: { next: {} } } })).toEqual([]);
  expect(faults({ node: { next: { next: { odd: 1 } } } })).toEqual(['node/next/next must not have a member "odd"']);
  expect(callsTypes(of)).toContain('Node');
});

test('schemas in the words of OpenAPI 3.0 are read as they were meant', async () => {
  const properties = {
    maybe: { nullable: true, allOf: [{ type: 'string' }] },
    word: { type: 'string', nullable: true, enum: ['a'], pattern: '^[\\w-.]\\_?$' },
    above: { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false },
    data: { type: 'object', example: { nullable: true }, default: { nullable: true } },
  };
  const of = putThing([id], { type: 'object', properties }, {}, { openapi: '3.0.3' });
  const faults = await checkMembers(of);
  expect(faults({ maybe: null, word: null, above: 1.5 })).toEqual([]);
  expect(faults({ maybe: 'a', word: 'a', above: 3 })).toEqual([]);
  expect(faults({ maybe: 1, word: 'b', above: 1 })).toHaveLength(3);
  expect(of.operations[0]!.body!.contents[0]!.schema.properties.data.example).toEqual({ nullable: true });
  expect(callsTypes(of)).toMatch(/maybe\?: string \| null/);
});

test('a schema of OpenAPI 3.0 that holds itself is read in its words at every level', async () => {
  const $ref = '#/components/schemas/Node';
  const Node = { type: 'object', nullable: true, properties: { next: { $ref } }, additionalProperties: false };
  const root = { openapi: '3.0.3', components: { schemas: { Node } } };
  const faults = await checkMembers(putThing([id], { type: 'object', properties: { node: { $ref } } }, {}, root));
  expect(faults({ node: { next: null } })).toEqual([]);
  expect(faults({ node: { next: { next: 1 } } })).toHaveLength(1);
});

test('each documented success is read by its own schema and success rule', async () => {
  const json = (schema: Json): Json => ({ description: 'done', content: { 'application/json': { schema } } });
  const ruled = { type: 'object', required: ['code'], 'x-success': { value: '$response.body#/code', equals: '0' } };
  const of = putThing([id], text, {
    responses: {
      200: json(ruled),
      201: json({ type: 'array' }),
      204: { description: 'none' },
      401: json(text),
      default: json(text),
    },
  });
  const { check, operations } = await load(of);
  const { answers } = operations[0]!;
  expect(Object.keys(answers as object)).toEqual(['200', '201', '204']);
  expect(answers['200'].success).toMatchObject({ equals: '0' });
  expect(answers['201']).not.toHaveProperty('success');
  expect(check(answers['201'].schema, [])).toBe(true);
  expect(check(answers['200'].schema, [])).toBe(false);
  expect(answers['204']).toBeNull();
});

test('the module imports nothing, and says of which version it is', async () => {
  expect(await clientModule(contract, '4.5.6')).not.toMatch(/^import /m);
  // In a folder that has no packages.
  expect((await load(contract)).version).toBe('4.5.6');
});

test('a method is documented from the contract, with a sample of its examples', async () => {
  const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
  const [{ parts, body }] = sampleRequests(contract, operation) as [ReturnType<typeof sampleRequests>[number]];
  const types = clientTypes(contract, 'https://docs.example/');
  expect(types).toMatch(/@param args - .*\n.*@param options - /);
  expect(types.match(/@throws \{\w+Error\} .*\./g)).toHaveLength(7 * contract.operations.length);
  expect(types).toContain('@see {@link https://docs.example/operations/assignUserInQueue.md}');
  expect(clientTypes(contract)).not.toContain('@see');
  expect(types).toContain('Transferring a Queuing Call to a Specified Skill Queue');
  expect(types).toContain(`gateway.assignUserInQueue(${JSON.stringify({ ...parts.path, ...(body as Json) })});`);
  expect(callsTypes(contract)).toContain('export type AssignUserInQueueArguments =');
});

test('the table of outcomes has a row for each code that is no success, and for each situation', () => {
  const table = outcomeTable(contract, [
    { situation: 'reset', error: 'ConnectionError', outcome: 'unknown' },
    { situation: 'odd but good' },
  ]).split('\n');
  expect(table).toHaveLength(2 + (contract.retcodes.codes.size - 1) + 1 + 2);
  expect(table).toContain('| reset | ConnectionError | unknown | no |');
  expect(table).toContain('| odd but good | none: a success | applied | no |');
  const [passing, lapsed] = ['backoff', 'fresh-session'].map((retry) =>
    [...contract.retcodes.codes].find(([, each]) => each.retry === retry),
  );
  expect(table.find((row) => row.includes(passing![0]))).toMatch(/\| not-applied \| yes \|$/);
  expect(table.find((row) => row.includes(lapsed![0]))).toMatch(/once, after `guid` was asked again \|$/);
});
