import { pair } from './pairs.ts';

const animal = (kind: string, more: object) => ({
  type: 'object',
  required: ['kind', ...Object.keys(more)],
  properties: { kind: { const: kind }, ...more },
  additionalProperties: false,
});

/** Changes of schemas, judged by values. */
export const pairsOfSchemas = [
  // Requests: what was valid stays valid.
  pair('major', 'a request wants a longer string', 'no longer takes "a"', ({ sent }) => (sent.note.minLength = 2)),
  pair('minor', 'a request takes a longer string', 'now takes', ({ sent }) => (sent.note.maxLength = 50)),
  pair(
    'major',
    'a request takes only a shorter string',
    'note no longer takes',
    ({ sent }) => (sent.note.maxLength = 39),
  ),
  pair('major', 'a request wants a greater number', 'no longer takes 0', ({ sent }) => (sent.code.minimum = 1)),
  pair('major', 'a bound becomes exclusive', 'no longer takes 9999', ({ sent }) => {
    delete sent.code.maximum;
    sent.code.exclusiveMaximum = 9999;
  }),
  pair('major', 'a request wants a multiple', 'no longer takes', ({ sent }) => (sent.code.multipleOf = 5)),
  pair(
    'minor',
    'a request no longer wants a multiple',
    'now takes',
    ({ sent }) => delete sent.code.multipleOf,
    ({ sent }) => (sent.code.multipleOf = 5),
  ),
  pair(
    'major',
    'a pattern is narrowed',
    'no longer takes',
    ({ operation }) => (operation.parameters[0].schema.pattern = '^[1-9]\\d{0,1}$'),
  ),
  pair(
    'minor',
    'a pattern is widened',
    'now takes',
    ({ operation }) => (operation.parameters[0].schema.pattern = '^[1-9]\\d{0,3}$'),
  ),
  pair(
    'major',
    'a pattern loses one string of a million',
    'no longer takes "600001"',
    ({ sent }) =>
      (sent.note.pattern =
        '^(?:\\d{1,5}|[0-57-9]\\d{5}|60000[02-9]|6000[1-9]\\d|600[1-9]\\d\\d|60[1-9]\\d{3}|6[1-9]\\d{4})$'),
    ({ sent }) => (sent.note.pattern = '^\\d{1,6}$'),
  ),
  pair('major', 'an enum of a request loses a value', 'no longer takes "right"', ({ operation }) =>
    operation.parameters[1].schema.enum.pop(),
  ),
  pair('minor', 'an enum of a request gains a value', 'now takes "top"', ({ operation }) =>
    operation.parameters[1].schema.enum.push('top'),
  ),
  pair(
    'major',
    'a request closes its members',
    'no longer takes',
    ({ request }) => (request.additionalProperties = false),
  ),
  pair(
    'minor',
    'a request opens its members',
    'now takes',
    ({ request }) => delete request.additionalProperties,
    ({ request }) => (request.additionalProperties = false),
  ),
  pair('major', 'a request wants unique items', 'no longer takes', ({ sent }) => (sent.tags.uniqueItems = true)),
  pair('major', 'a request wants an item', 'no longer takes []', ({ sent }) => (sent.tags.minItems = 1)),
  pair('major', 'a request takes fewer items', 'no longer takes', ({ sent }) => (sent.tags.maxItems = 4)),
  pair(
    'major',
    'the items of a request are narrowed',
    'item no longer takes ""',
    ({ sent }) => (sent.tags.items.minLength = 1),
  ),
  pair('major', 'a request wants another item', 'no longer takes', ({ sent }) => (sent.tags.contains = { const: 'x' })),
  pair('major', 'a request forbids a value', 'no longer takes 0', ({ sent }) => (sent.master.not = { const: 0 })),
  pair(
    'major',
    'a request has a pattern for names',
    'no longer takes',
    ({ request }) => (request.patternProperties = { '^x-': { type: 'string' } }),
  ),
  pair(
    'major',
    'a request bounds its names',
    'no longer takes',
    ({ request }) => (request.propertyNames = { pattern: '^[a-z]+$' }),
  ),
  pair(
    'major',
    'a request bounds the number of its members',
    'no longer takes',
    ({ request }) => (request.minProperties = 2),
  ),
  pair(
    'major',
    'one member of a request needs another',
    'no longer takes',
    ({ request }) => (request.dependentRequired = { note: ['hours'] }),
  ),
  pair('major', 'a member of a request becomes required', 'no longer takes', ({ request }) =>
    request.required.push('note'),
  ),
  pair('minor', 'a member of a request becomes optional', 'now takes', ({ request }) => (request.required = [])),
  pair(
    'minor',
    'a request gains an optional member',
    'new member colour',
    ({ sent }) => (sent.colour = { type: 'string' }),
  ),
  pair('major', 'a request gains a required member', 'no longer takes', ({ sent, request }) => {
    sent.colour = { type: 'string' };
    request.required.push('colour');
  }),
  pair('major', 'a request loses a member', 'lost its member note', ({ sent }) => delete sent.note),
  pair('major', 'a request takes another type', 'no longer takes', ({ sent }) => (sent.note = { type: 'integer' })),
  pair(
    'minor',
    'a request takes one more type',
    'now takes null',
    ({ sent }) => (sent.master.type = ['integer', 'null']),
  ),
  pair('major', 'a request takes only integers', 'no longer takes', ({ sent }) => (sent.hours.type = 'integer')),
  pair('major', 'a request wants a format', 'no longer takes', ({ sent }) => (sent.note.format = 'date')),
  pair('major', 'a default is changed', 'default from 1 to 2', ({ sent }) => (sent.hours.default = 2)),
  pair('major', 'a default is removed', 'default from 1 to none', ({ sent }) => delete sent.hours.default),
  pair(
    'major',
    'an alternative is removed',
    'no longer takes',
    ({ sent }) => sent.place.oneOf.pop(),
    ({ sent }) =>
      (sent.place = {
        oneOf: [{ type: 'string' }, { type: 'object', required: ['x'], properties: { x: { type: 'number' } } }],
      }),
  ),
  pair(
    'minor',
    'an alternative is added',
    'now takes',
    ({ sent }) => sent.place.oneOf.push({ type: 'boolean' }),
    ({ sent }) => (sent.place = { oneOf: [{ type: 'string' }, { type: 'integer' }] }),
  ),
  pair(
    'major',
    'a member of a nested alternative becomes required',
    'no longer takes',
    ({ sent }) => sent.place.anyOf[1].required.push('y'),
    ({ sent }) =>
      (sent.place = {
        anyOf: [
          { type: 'string' },
          { type: 'object', required: ['x'], properties: { x: { const: 'p' }, y: { type: 'number' } } },
        ],
      }),
  ),
  // Answers: what is valid now was valid before.
  pair('major', 'an enum of an answer gains a value', 'may now be "jammed"', ({ said }) =>
    said.state.enum.push('jammed'),
  ),
  pair('minor', 'an enum of an answer loses a value', 'can no longer be "shut"', ({ said }) => said.state.enum.pop()),
  pair('major', 'a member of an answer may be missing', 'may now be', ({ answer }) => (answer.required = [])),
  pair('minor', 'a member of an answer is always there', 'can no longer be', ({ answer }) =>
    answer.required.push('state'),
  ),
  pair('major', 'an answer loses a member', 'lost its member count', ({ said }) => delete said.count),
  pair('minor', 'an answer gains a member', 'new member weight', ({ said }) => (said.weight = { type: 'number' })),
  pair('major', 'a member of an answer is renamed', 'lost its member count', ({ said }) => {
    said.number = said.count;
    delete said.count;
  }),
  pair('major', 'an answer may be null', 'may now be null', ({ said }) => (said.count.type = ['integer', 'null'])),
  pair('major', 'a bound of an answer is lifted', 'may now be', ({ said }) => delete said.count.minimum),
  pair('minor', 'a bound of an answer is added', 'can no longer be', ({ said }) => (said.count.maximum = 5)),
  pair(
    'major',
    'a pattern of an answer is loosened',
    'may now be',
    ({ said }) => (said.code.pattern = '^\\d*$'),
    ({ said }) => (said.code.pattern = '^\\d$'),
  ),
  pair(
    'major',
    'an answer of closed members gains one',
    'may now be',
    ({ said }) => (said.weight = { type: 'number' }),
    ({ answer }) => (answer.additionalProperties = false),
  ),
  pair(
    'major',
    'an answer opens its members',
    'may now be',
    ({ answer }) => delete answer.additionalProperties,
    ({ answer }) => (answer.additionalProperties = false),
  ),
  pair(
    'major',
    'an answer has larger integers',
    'may now be',
    ({ said }) => (said.count.format = 'int64'),
    ({ said }) => (said.count.format = 'int32'),
  ),
  pair(
    'patch',
    'a member is described differently',
    'description',
    ({ said }) => (said.count.description = 'How many.'),
  ),
  // Schemas that contain themselves, alternatives, OpenAPI 3.0.
  pair(
    'major',
    'a schema that contains itself is narrowed',
    'member tree member name no longer takes',
    ({ contract }) => (contract.components.schemas.Tree.properties.name.minLength = 1),
    ({ contract, sent }) => {
      sent.tree = { $ref: '#/components/schemas/Tree' };
      contract.components.schemas = {
        Tree: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            parts: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
          },
        },
      };
    },
  ),
  pair(
    'major',
    'one of two closed alternatives is narrowed',
    'member lives no longer takes 10',
    ({ sent }) => (sent.pet.oneOf[0].properties.lives.maximum = 9),
    ({ sent }) => {
      sent.pet = {
        oneOf: [animal('cat', { lives: { type: 'integer' } }), animal('dog', { name: { type: 'string' } })],
      };
    },
  ),
  pair(
    'major',
    'a nullable member of OpenAPI 3.0 is no longer nullable',
    'no longer takes null',
    ({ sent }) => delete sent.note.nullable,
    ({ contract, sent }) => {
      contract.openapi = '3.0.3';
      sent.note.nullable = true;
    },
  ),
  pair(
    'major',
    'a request is composed of what others ask for, too',
    'is composed of Copy too',
    ({ sent }) => sent.pet.allOf.push({ $ref: '#/components/schemas/Copy' }),
    ({ contract, sent }) => {
      sent.pet = { allOf: [{ $ref: '#/components/schemas/Cat' }] };
      contract.components.schemas = { Cat: animal('cat', {}), Copy: animal('cat', {}) };
    },
  ),
  pair(
    'minor',
    'an answer is no longer composed of what others ask for',
    'is no longer composed of Copy too',
    ({ said }) => said.pet.allOf.pop(),
    ({ contract, said }) => {
      said.pet = { allOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Copy' }] };
      contract.components.schemas = { Cat: animal('cat', {}), Copy: animal('cat', {}) };
    },
  ),
  pair(
    'minor',
    'an answer may be another name for what it was',
    'may be Copy too, which takes what another takes',
    ({ said }) => said.pet.anyOf.push({ $ref: '#/components/schemas/Copy' }),
    ({ contract, said }) => {
      said.pet = { anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] };
      contract.components.schemas = { Cat: animal('cat', {}), Dog: animal('dog', {}), Copy: animal('cat', {}) };
    },
  ),
  pair(
    'minor',
    'a list of a request takes any items',
    'member stops item now takes',
    ({ sent }) => delete sent.stops.items,
    ({ sent }) => (sent.stops = { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } }),
  ),
  pair('patch', 'a default of an answer is changed', 'default from none to 0', ({ said }) => (said.count.default = 0)),
  pair('major', 'a member of a request becomes readOnly', 'became readOnly', ({ sent }) => (sent.note.readOnly = true)),
];
