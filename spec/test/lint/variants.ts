import type { Edit } from './copies.ts';
import { siblingFiles, siblings, type Sibling } from './siblings.ts';

const operation = 'paths/calldata/assignuserinqueue.yaml';
const envelope = 'components/schemas/Envelope.yaml';
const verdict = 'components/schemas/Verdict.yaml';
const ours = /\n {0,2}x-(violations|preconditions|effects):(\n {4}.*)+/gu;

const withoutExtensions: Edit[] = [
  { file: 'openapi.yaml', from: /^x-.*\n/gmu, to: '' },
  { file: operation, from: ours, to: '' },
  { file: envelope, from: /^x-success.*\n/mu, to: '' },
  { file: verdict, from: /\n {8}x-tolerated:(\n {10}.*)+/u, to: '' },
  { file: 'components/securitySchemes/Guid.yaml', from: /^x-session.*\n/mu, to: '' },
  { file: 'components/Retcodes.yaml' },
  { file: 'components/State.yaml' },
];

const conditions = `          if: { properties: { mode: { const: late } }, required: [mode] }
          then: { properties: { at: { type: object, properties: { hour: { type: integer } } } }, required: [at] }
          else: { properties: { at: false } }
          dependentSchemas: { mode: { properties: { why: { type: array, items: {} } } } }
`;

const newOperation = `get:
  operationId: readQueue
  summary: Reads a queue
  tags: [Call data]
  security: []
  responses:
    '200':
      description: The queue.
      content:
        application/json:
          schema: { type: object, properties: { skillid: { type: integer } } }
          examples: { one: { summary: Queue 1, value: { skillid: 1 } } }
`;

/** What takes operations in: the line of each, and the files that the lines name. */
const taken = (siblings: Sibling[]): Edit[] => [
  ...siblingFiles(),
  {
    file: 'openapi.yaml',
    from: /^components:$/mu,
    to: `${siblings.map(({ line }) => `  ${line}\n`).join('')}components:`,
  },
];

/** Specs that are in order: lint says nothing about them. */
export const variants: { what: string; edits: Edit[] }[] = [
  { what: 'the spec as it is', edits: [] },
  { what: 'a document without any extension', edits: withoutExtensions },
  {
    what: 'a new operation without extensions',
    edits: [
      { file: 'paths/queue.yaml', to: newOperation },
      { file: 'openapi.yaml', from: 'paths:\n', to: 'paths:\n  /queue: { $ref: paths/queue.yaml }\n' },
    ],
  },
  {
    what: 'an operation without preconditions and effects',
    edits: [{ file: operation, from: /\n {2}x-(preconditions|effects):(\n {4}.*)+/gu, to: '' }],
  },
  {
    what: 'extensions of others',
    edits: [
      { file: operation, from: '  x-effects:', to: '  x-codeSamples: []\n  x-state-of-the-art: true\n  x-effects:' },
    ],
  },
  {
    what: 'x-success in allOf',
    edits: [
      {
        file: operation,
        from: 'schema: { $ref: ../../components/schemas/Verdict.yaml }',
        to: 'schema: { allOf: [{ $ref: ../../components/schemas/Verdict.yaml }, { type: object }] }',
      },
    ],
  },
  {
    what: 'a result code that is a number',
    edits: [
      { file: envelope, from: /retcode:\n {4}type: string/u, to: 'retcode:\n    type: [integer, string]' },
      { file: envelope, from: "examples: ['0']", to: 'examples: [0]' },
      { file: envelope, from: "equals: '0'", to: 'equals: 0' },
      { file: operation, from: "retcode: '0'", to: 'retcode: 0' },
    ],
  },
  {
    what: 'a body with conditions',
    edits: [
      {
        file: operation,
        from: /(\n {8}schema:\n)( {10}type: object\n)/u,
        to: `$1${conditions}$2`,
      },
      { file: operation, from: 'skillid: 1 }', to: 'skillid: 1, mode: late, at: { hour: 5 }, why: [{ any: 1 }] }' },
    ],
  },
  {
    what: 'an example in a file of its own',
    edits: [
      { file: 'components/examples/moved.json', to: '{ "message": "", "retcode": "0" }' },
      {
        file: operation,
        from: '          examples:\n            moved:\n',
        to: '          examples:\n            apart: { externalValue: ../../components/examples/moved.json }\n            moved:\n',
      },
    ],
  },
  { what: 'header names in lower case', edits: [{ file: operation, from: /header\.Guid/gu, to: 'header.guid' }] },
  {
    what: 'a literal that a column can have',
    edits: [{ file: operation, from: 'in: [$state.agents#/queues', to: 'in: [7, $state.agents#/queues' }],
  },
  {
    what: 'a tolerated absence alone',
    edits: [{ file: verdict, from: "          schema: { enum: [null, ''] }\n", to: '' }],
  },
  {
    what: 'a table without columns and rows',
    edits: [
      { file: 'components/State.yaml', from: /(queues:\n  key: skillid\n)(  examples:\n(    .*\n)+)/u, to: '$1' },
    ],
  },
  {
    what: 'a static session',
    edits: [{ file: 'components/securitySchemes/Guid.yaml', from: /, renewMs: \d+, dieMs: \d+/u, to: '' }],
  },
  ...siblings().map((sibling) => ({ what: `${sibling.file}, taken in by its line`, edits: taken([sibling]) })),
  { what: 'all siblings, taken in by their lines', edits: taken(siblings()) },
  {
    what: 'an answer without a body',
    edits: [{ file: operation, from: '  responses:\n', to: "  responses:\n    '204': { description: Nothing. }\n" }],
  },
];
