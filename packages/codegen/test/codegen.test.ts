import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, ContractError, readContract, type Contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { argumentsOf, callsDocument, clientModule, clientTypes, outcomeTable } from '../src/index.ts';

/** A contract of one operation, PUT /things/{id}. */
const contractOf = (parameters: Json[], schema: Json, more: Json = {}): Contract =>
  readContract(
    {
      openapi: '3.1.1',
      info: { title: 'Things', version: '1.2.3' },
      paths: {
        '/things/{id}': {
          put: {
            operationId: 'putThing',
            parameters,
            requestBody: { required: true, content: { 'application/json': { schema } } },
            responses: { 200: { description: 'done' } },
            ...more,
          },
        },
      },
    },
    { version: '1.2.3', hash: 'b'.repeat(64) },
  );

interface Generated {
  version: string;
  operations: { checkArguments: ((value: unknown) => boolean) & { errors: { keyword: string; params: object }[] } }[];
}

/** The generated module, loaded. */
async function load(of: Contract): Promise<Generated> {
  const folder = await mkdtemp(join(tmpdir(), 'codegen-'));
  try {
    await writeFile(join(folder, 'generated.mjs'), await clientModule(of, '4.5.6'));
    return (await import(join(folder, 'generated.mjs'))) as Generated;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

test('two arguments of one name are an error that names both places', () => {
  const clash = contractOf([id], { type: 'object', properties: { id: { type: 'string' } } });
  expect(() => argumentsOf(clash.operations[0]!)).toThrow(ContractError);
  expect(() => argumentsOf(clash.operations[0]!)).toThrow(/putThing: the argument "id" stands in path and in body/);
});

test('a member may be called as an annotation or a keyword is', async () => {
  const properties = {
    description: { type: 'string' },
    format: { type: 'string' },
    example: { type: 'integer', format: 'int32' },
  };
  const { operations } = await load(contractOf([id], { type: 'object', required: ['description'], properties }));
  const check = operations[0]!.checkArguments;
  expect(check({ id: '1', description: 'a', format: 'int32', example: 2 ** 31 - 1 })).toBe(true);
  expect(check({ id: '1', format: 'a' })).toBe(false);
  expect(check({ id: '1', description: 1 })).toBe(false);
  expect(check({ id: '1', description: 'a', example: 2 ** 31 })).toBe(false);
  expect(check.errors).toMatchObject([{ keyword: 'maximum', params: { limit: 2 ** 31 - 1 } }]);
});

test('validators are slim, and keep lengths in characters, enums, and members that no rule evaluates', async () => {
  const properties = {
    word: { type: 'string', maxLength: 2 },
    colour: { enum: ['red', `schemaPath: "it's", `] },
    closed: { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
  };
  const { closed, ...others } = properties;
  for (const given of [others, { ...others, closed }]) {
    const { operations } = await load(contractOf([id], { type: 'object', properties: given }));
    const check = operations[0]!.checkArguments;
    expect(check({ id: '1', word: '\u{1f600}\ud800', colour: 'red' })).toBe(true);
    expect(check({ id: '1', word: '\u{1f600}ab' })).toBe(false);
    expect(check.errors).toEqual([{ instancePath: '/word', keyword: 'maxLength', params: { limit: 2 } }]);
    expect(check({ id: '1', colour: 'blue' })).toBe(false);
    expect(check.errors).toMatchObject([{ params: { allowedValues: properties.colour.enum } }]);
  }
  const { operations } = await load(contractOf([id], { type: 'object', properties }));
  expect(operations[0]!.checkArguments({ id: '1', closed: { a: 1 } })).toBe(true);
  expect(operations[0]!.checkArguments({ id: '1', closed: { b: 1 } })).toBe(false);
});

test('a schema that refers to itself is checked at every level', async () => {
  const node = {
    type: 'object',
    properties: { next: { $ref: '#/components/schemas/Node' } },
    additionalProperties: false,
  };
  const content = {
    'application/json': { schema: { type: 'object', properties: { node: { $ref: '#/components/schemas/Node' } } } },
  };
  const recursive = readContract(
    {
      openapi: '3.1.1',
      info: { title: 'Nodes', version: '1.2.3' },
      components: { schemas: { Node: node } },
      paths: {
        '/': { put: { operationId: 'putNode', requestBody: { content }, responses: { 200: { description: 'done' } } } },
      },
    },
    { version: '1.2.3', hash: 'b'.repeat(64) },
  );
  const check = (await load(recursive)).operations[0]!.checkArguments;
  expect(check({ node: { next: { next: {} } } })).toBe(true);
  expect(check({ node: { next: { next: { odd: 1 } } } })).toBe(false);
  expect(check.errors).toMatchObject([{ instancePath: '/node/next/next' }]);
});

test('the module imports nothing, and says of which version it is', async () => {
  expect(await clientModule(contract, '4.5.6')).not.toMatch(/^import /m);
  // In a folder that has no packages.
  expect((await load(contract)).version).toBe('4.5.6');
});

test('a method is documented from the contract, with a sample of its examples', () => {
  const types = clientTypes(contract);
  expect(types).toContain('Transferring a Queuing Call to a Specified Skill Queue');
  expect(types).toContain('gateway.assignUserInQueue({"agentid":"101","callid":"1663580465-1134","skillid":1});');
  expect(Object.keys(callsDocument(contract).components.schemas)).toContain('AssignUserInQueueArguments');
});

test('the table of outcomes has a row for each code that is no success, and for each situation', () => {
  const table = outcomeTable(contract, [
    { situation: 'reset', error: 'ConnectionError', outcome: 'unknown' },
    { situation: 'odd but good' },
  ]).split('\n');
  expect(table).toHaveLength(2 + (contract.retcodes.codes.size - 1) + 1 + 2);
  expect(table).toContain('| reset | ConnectionError | unknown | no |');
  expect(table).toContain('| odd but good | none: a success | applied | no |');
  expect(table.find((row) => row.includes('`000-004`'))).toMatch(/\| not-applied \| yes \|$/);
  expect(table.find((row) => row.includes('`000-003`'))).toMatch(/once, after `guid` was asked again \|$/);
});
