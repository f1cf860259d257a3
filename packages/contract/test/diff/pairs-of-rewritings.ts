import { pair } from './pairs.ts';

const same = (what: string, ...edits: [Parameters<typeof pair>[3], Parameters<typeof pair>[4]?]) =>
  pair(undefined, what, '', ...edits);

/** The same contract, written differently: no change. */
export const pairsOfRewritings = [
  same('nothing', () => undefined),
  same(
    'oneOf for a list of types',
    ({ sent }) => (sent.master = { oneOf: [{ type: 'integer' }, { type: 'null' }] }),
    ({ sent }) => (sent.master = { type: ['integer', 'null'] }),
  ),
  same(
    'const for an enum of one',
    ({ said }) => (said.state = { const: 'open' }),
    ({ said }) => (said.state = { enum: ['open'] }),
  ),
  same(
    'an enum of one for const',
    ({ sent }) => (sent.note = { enum: ['a'] }),
    ({ sent }) => (sent.note = { const: 'a' }),
  ),
  same('an allOf around a schema', ({ body, request }) => (body.schema = { allOf: [request] })),
  same('an allOf around an answer', ({ media, answer }) => (media.schema = { allOf: [answer] })),
  same(
    'an allOf split in two',
    ({ sent }) => (sent.note = { allOf: [{ type: 'string', minLength: 1 }, { maxLength: 40 }] }),
  ),
  same('a reference for a schema', ({ contract, said }) => {
    contract.components.schemas = { Count: said.count };
    said.count = { $ref: '#/components/schemas/Count' };
  }),
  same(
    'a schema for a reference',
    ({ contract, said }) => {
      said.count = contract.components.schemas.Count;
      delete contract.components.schemas;
    },
    ({ contract, said }) => {
      contract.components.schemas = { Count: said.count };
      said.count = { $ref: '#/components/schemas/Count' };
    },
  ),
  same(
    'anyOf of constants for an enum',
    ({ said }) => (said.state = { anyOf: [{ const: 'open' }, { const: 'shut' }] }),
  ),
  same(
    'members in another order',
    ({ request }) => (request.properties = Object.fromEntries(Object.entries(request.properties).toReversed())),
  ),
  same('an enum in another order', ({ said }) => (said.state.enum = said.state.enum.toReversed())),
  same(
    'required in another order',
    ({ answer }) => (answer.required = answer.required.toReversed()),
    ({ answer }) => answer.required.push('state'),
  ),
  same('an equal pattern', ({ operation }) => (operation.parameters[0].schema.pattern = '^[1-9][0-9]?[0-9]?$')),
  same(
    'exclusive bounds for bounds of integers',
    ({ sent }) => (sent.code = { type: 'integer', exclusiveMinimum: -1, exclusiveMaximum: 10000 }),
  ),
  same('a minimum that every value keeps', ({ sent }) => (sent.tags.minItems = 0)),
  same('additionalProperties: true', ({ request }) => (request.additionalProperties = true)),
  same(
    'not of a type for the other types',
    ({ said }) => (said.any = { type: ['string', 'number', 'boolean', 'array', 'object'] }),
    ({ said }) => (said.any = { not: { type: 'null' } }),
  ),
  same(
    'a header of another case',
    ({ operation }) => (operation.parameters[2].name = 'x-wing'),
    ({ operation }) => operation.parameters.push({ name: 'X-Wing', in: 'header', schema: { type: 'string' } }),
  ),
  same('a header of an answer of another case', ({ ok }) => {
    ok.headers = { 'x-trace': ok.headers['X-Trace'] };
  }),
  same('an API key of another case', ({ key }) => (key.name = 'KEY')),
  same(
    'another name of a security scheme',
    ({ contract }) => {
      contract.components.securitySchemes = { Other: contract.components.securitySchemes.Key };
      contract.security = [{ Other: [] }];
    },
    ({ key }) => delete key['x-session'],
  ),
  same('a media type of another case', ({ ok, media }) => (ok.content = { 'Application/JSON': media })),
  same(
    'a media type with a charset',
    ({ operation, body }) => (operation.requestBody.content = { 'application/json; charset=UTF-8': body }),
  ),
  same('a parameter moved to its path', ({ contract, operation }) => {
    contract.paths['/lockers/{number}'].parameters = [operation.parameters.shift()];
  }),
  same('a style that is the default', ({ operation }) =>
    Object.assign(operation.parameters[1], { style: 'form', explode: true }),
  ),
  same(
    'operations in another order',
    ({ contract }) => {
      contract.paths = Object.fromEntries(Object.entries(contract.paths).toReversed());
    },
    ({ contract }) =>
      (contract.paths['/other'] = { get: { operationId: 'other', responses: { 204: { description: 'Nothing.' } } } }),
  ),
  same(
    'servers in another order',
    ({ contract }) => (contract.servers = contract.servers.toReversed()),
    ({ contract }) => contract.servers.push({ url: 'https://b.example' }),
  ),
  same(
    'a header of another case in an expression',
    ({ lines }) => (lines[0].key = '$request.header.KEY'),
    ({ lines }) => (lines[0].key = '$request.header.Key'),
  ),
  same(
    'an operand for a list of one',
    ({ lines }) => (lines[1].where = { code: '$request.body#/code' }),
    ({ lines }) => (lines[1].where = { code: { in: ['$request.body#/code'] } }),
  ),
  ...['oneOf', 'anyOf', 'allOf'].map((keyword) =>
    same(
      `references of ${keyword} in another order`,
      ({ sent }) => (sent.pet[keyword] = sent.pet[keyword].toReversed()),
      ({ contract, sent }) => {
        sent.pet = { [keyword]: ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` })) };
        contract.components.schemas = {
          Cat: { type: 'object', properties: { lives: { type: 'integer' } } },
          Dog: { type: 'object', properties: { tricks: { type: 'integer' } } },
        };
      },
    ),
  ),
  same(
    'alternatives of a schema that takes nothing, in another order',
    ({ sent }) => (sent.pet.oneOf = sent.pet.oneOf.toReversed()),
    ({ sent }) => (sent.pet = { type: 'object', oneOf: [{ type: 'string' }, { type: 'null' }] }),
  ),
  same(
    'a list of one type for a schema that takes nothing',
    ({ sent }) => (sent.pet.type = ['object']),
    ({ sent }) => (sent.pet = { type: 'object', enum: ['a'] }),
  ),
  same(
    'a reference for a schema that takes nothing',
    ({ contract, sent }) => {
      contract.components.schemas = { Text: sent.pet.oneOf[0] };
      sent.pet.oneOf[0] = { $ref: '#/components/schemas/Text' };
    },
    ({ sent }) => (sent.pet = { type: 'object', oneOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] }),
  ),
  same(
    'what holds anyway, said of members of what is a text',
    ({ said }) => Object.assign(said.pet.properties.name, { readOnly: false, minLength: 0 }),
    ({ said }) => (said.pet = { type: 'string', properties: { name: { type: 'string' } } }),
  ),
  same('a component that no operation reaches', ({ contract }) => {
    contract.components.schemas = { Unused: { type: 'object', required: ['a'] } };
  }),
  same(
    'other words for members of what is a text',
    ({ said }) => (said.pet.properties.description.description = 'Other words.'),
    ({ said }) =>
      (said.pet = { type: 'string', properties: { description: { type: 'string', description: 'Words.' } } }),
  ),
  same(
    'lists of references in another order',
    ({ said }) => (said.pet.oneOf = said.pet.oneOf.toReversed()),
    ({ contract, said }) => {
      const listOf = (name: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } });
      said.pet = { oneOf: [listOf('Cat'), listOf('Dog')] };
      contract.components.schemas = { Cat: { properties: { a: {} } }, Dog: { properties: { b: {} } } };
    },
  ),
  same(
    'a path that takes the name of its parameter',
    ({ contract }) => {
      contract.paths['/pages/{no}'] = contract.paths['/pages/{number}'];
      delete contract.paths['/pages/{number}'];
    },
    ({ contract }) => {
      const parameters = [{ name: 'no', in: 'path', required: true, schema: { type: 'string' } }];
      contract.paths['/pages/{number}'] = { get: { parameters, responses: { 204: { description: 'x' } } } };
    },
  ),
  same(
    'another name of a schema that contains itself',
    ({ contract, said }) => {
      const { Tree } = contract.components.schemas;
      contract.components.schemas = JSON.parse(JSON.stringify({ Tree }).replaceAll('Tree', 'Branch'));
      said.tree.$ref = '#/components/schemas/Branch';
    },
    ({ contract, said }) => {
      said.tree = { $ref: '#/components/schemas/Tree' };
      contract.components.schemas = {
        Tree: { type: 'object', properties: { part: { $ref: '#/components/schemas/Tree' } } },
      };
    },
  ),
];
