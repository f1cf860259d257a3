import { readFileSync } from 'node:fs';
import { contract as built, membersOf, partsOf, readContract, type Contract, type Json } from '@cc-gateway/spec';
import { parse } from 'yaml';

/** The key of the signed-in agent, and of another one. */
export const guid = '7c1e4a52-93bd-4f06-8a7e-51d2c0b9e634.AgentGateway1';
export const otherGuid = 'd04f6b18-2e7c-49a5-b3f1-8c6a9e5d7021.AgentGateway1';

/**
 * The operation that the gateways of these tests play. What the checks find is no matter of the contract that they come with,
 * and so it has a document of its own, which no change of the contract touches.
 */
export const own: Contract = readContract(
  parse(readFileSync(new URL('../documents/gateway.yaml', import.meta.url), 'utf8')),
  built.stamp,
);
const [{ path, success }] = own.operations as [Contract['operations'][number]];

/** The envelope as one schema, so that one place says what its members are. */
const flat = (envelope: Json): Json => ({
  type: 'object',
  required: partsOf(envelope).flatMap(({ required = [] }) => required),
  properties: membersOf(envelope),
  'x-success': success,
});

/** The same, with changes to the schemas of its request and its envelope, and to its answer. */
function changed(change: (request: Json, envelope: Json, media: Json, answer: Json) => void): Contract {
  const document: Json = structuredClone(own.document);
  const sessions: Json[] = document['x-state'].sessions.examples;
  for (const [index, key] of [guid, otherGuid].entries()) sessions[index].guid = key;
  const operation: Json = Object.values<Json>(document.paths[path])[0];
  const request = operation.requestBody.content['application/json'];
  const answer = operation.responses['200'];
  const [content] = Object.values<Json>(answer.content);
  content.schema = flat(content.schema);
  change(request.schema, content.schema, request, answer);
  return readContract(document, own.stamp);
}

/** With bounds of its own, so that every kind of constraint can be broken. */
export const bounded: Contract = changed(({ properties }, envelope) => {
  properties.callid.maxLength = 32;
  properties.skillid.minimum = 1;
  properties.skillid.maximum = 65_535;
  envelope.properties.message.maxLength = 500;
  envelope.required = ['message', 'retcode', 'result'];
  delete envelope.properties.result['x-tolerated'];
});

/** With a closed body, a listed value and a list, none of which the gateway looks at, and a closed envelope. */
export const closed: Contract = changed((request, envelope, media) => {
  request.additionalProperties = false;
  request.properties.priority = { type: 'string', enum: ['low', 'high'] };
  request.properties.when = { type: 'string', format: 'date' };
  request.properties.tags = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true };
  envelope.additionalProperties = false;
  for (const example of Object.values<Json>(media.examples))
    Object.assign(example.value, { priority: 'low', when: '2026-11-25', tags: ['a'] });
});

/** With a header that the gateway does not send. */
export const traced: Contract = changed((_, __, ___, answer) => {
  answer.headers = { 'X-Trace-Id': { required: true, schema: { type: 'string' } } };
});

/** With an example of a member that breaks its schema. */
export const misshown: Contract = changed((_, { properties }) => {
  properties.result = { type: 'object', properties: { count: { type: 'integer', example: 'three' } } };
});
