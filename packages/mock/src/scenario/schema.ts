import type { Contract, Json } from '@cc-gateway/spec';
import { exampleNames } from '../choice.ts';
import { readyNames } from './ready.ts';
import { faultSchema, latencySchema } from './schema-fault.ts';

/** The JSON Schema (2020-12) of scenarios for a contract: its tables, operations and examples stand in it. */
export function scenarioSchema(contract: Contract): Json {
  const operations = contract.operations.map(({ id }) => id);
  const examples = [...new Set(contract.operations.flatMap(exampleNames))];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Scenario for the mock of ${contract.title} ${contract.stamp.version}`,
    description: 'What a mock plays: a world, how long sessions live in it, and rules that break the ordinary course.',
    ...closed({
      $schema: { type: 'string', description: 'Where this schema stands, for editors.' },
      summary: { type: 'string', description: 'What the scenario is for, for people.' },
      extends: {
        enum: readyNames,
        description:
          'A ready-made scenario whose parts hold where this one says nothing; its rules come after the rules here. ' +
          'Without `extends` and without `state` it is quiet-day; with `state` alone there are those rows and no others.',
      },
      preconditions: {
        enum: ['obeyed', 'ignored'],
        default: 'obeyed',
        description: 'Whether the preconditions of the contract decide. Ignored: every valid request succeeds.',
      },
      state: {
        description: 'The rows of each table. A table that is named here replaces that of the extended scenario.',
        ...closed(Object.fromEntries(contract.tables.map(tableSchema))),
      },
      sessions: {
        description: 'How long the keys of sessions live. Without it they live for ever.',
        ...closed({
          renewMs: {
            type: 'number',
            exclusiveMinimum: 0,
            description:
              'Milliseconds after which a session gets its next key, read from the test control; the old key stays accepted until it dies. A key that dies first is not renewed.',
          },
          dieMs: {
            type: 'number',
            exclusiveMinimum: 0,
            description: 'Milliseconds after its issue at which a key is no longer accepted.',
          },
        }),
      },
      seed: {
        type: 'integer',
        default: 1,
        description: 'Where the randomness of `chance` and of distributed latencies starts: the same in each run.',
      },
      rules: {
        type: 'array',
        description:
          'Looked at in order for each request to an operation; the first that matches applies, and no other. Without ' +
          '`answer` the contract and the state decide; with neither `answer` nor `fault` the request passes as usual.',
        items: closed({
          name: { type: 'string', description: 'Stands in the log of the requests that the rule applied to.' },
          operation: { enum: operations, description: 'The operationId it is for; every operation unless told.' },
          when: whenSchema,
          times: { type: 'integer', minimum: 1, description: 'How often it applies; without end unless told.' },
          chance: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description: 'How likely it applies to a request that matches.',
          },
          answer: {
            enum: examples,
            description:
              'The example of an answer to give, whatever the state says. Such a rule leaves alone requests that break the contract or choose their answer by `Prefer`.',
          },
          fault: faultSchema,
        }),
      },
    }),
    $defs: { latency: latencySchema },
  };
}

const closed = (properties: Json): Json => ({ type: 'object', properties, additionalProperties: false });

function tableSchema({ name, key, columns }: Contract['tables'][number]): [string, Json] {
  const keyColumn = { type: ['string', 'integer'], description: 'Identifies the row; compared as text.' };
  const items = { ...closed({ [key]: keyColumn, ...columns }), required: [key] };
  return [name, { type: 'array', description: `Rows of ${name}, each identified by ${key}.`, items }];
}

const scalar = { type: ['string', 'number', 'boolean', 'null'] };

const whenSchema: Json = {
  type: 'object',
  description:
    'Runtime expressions over the request ($method, $request.path.NAME, $request.query.NAME, $request.header.NAME, ' +
    '$request.body#/POINTER) and what each must be: a value, { in: [values] }, { matches: regular expression } or ' +
    '{ present: true or false }. Outside the body values compare as text. All must hold.',
  propertyNames: {
    pattern:
      "^\\$(method|request\\.((path|query)\\..+|header\\.[!#$%&'*+.^_`|~\\dA-Za-z-]+|body(#(/([^~/]|~[01])*)*)?))$",
  },
  additionalProperties: {
    anyOf: [
      scalar,
      { ...closed({ in: { type: 'array', items: scalar, minItems: 1 } }), required: ['in'] },
      { ...closed({ matches: { type: 'string', format: 'regex' } }), required: ['matches'] },
      { ...closed({ present: { type: 'boolean' } }), required: ['present'] },
    ],
  },
};
