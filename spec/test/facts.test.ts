import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

// oxlint-disable-next-line no-explicit-any -- any part of a document
type Part = any;

/** Where these tests can no longer find their way: a fact has changed, and each is stated here once more. */
function fail(what: string): never {
  throw new Error(`${what}. Change it in spec/test/facts.test.ts, too, where the source says so.`);
}

const document: Part = parse(readFileSync(new URL('../dist/openapi.yaml', import.meta.url), 'utf8'));
const path = '/agentgateway/resource/calldata/{agentid}/assignuserinqueue';
const { put: operation } =
  document.paths[path] ??
  fail(`the sources state the path ${path}, and the document has ${Object.keys(document.paths).join(', ')}`);
const at = (reference: Part): Part =>
  reference.$ref
    ? reference.$ref
        .slice(2)
        .split('/')
        .reduce((node: Part, key: string) => node[key.replaceAll('~1', '/')], document)
    : reference;
const body =
  operation.requestBody.content['application/json'] ??
  fail(
    `only application/json is stated, and the document has ${Object.keys(operation.requestBody.content).join(', ')}`,
  );
const { content } =
  operation.responses[200] ??
  fail(`only the status 200 is stated, and the document has ${Object.keys(operation.responses).join(', ')}`);
const answer =
  content['application/json'] ??
  fail(`only application/json is stated, and the document has ${Object.keys(content).join(', ')}`);
const [envelope, reserved] = at(answer.schema).allOf.map(at);
const { result } = reserved.properties;

test('the operation has the title of its page, and PUT is its only method', () => {
  expect(operation.summary).toBe('Transferring a Queuing Call to a Specified Skill Queue');
  expect(Object.keys(document.paths[path])).toEqual(['put']);
});

test('the operation is named as in the logs of the gateway, and says so', () => {
  expect(operation.operationId).toBe('assignUserInQueue');
  expect(operation.description).toContain('logs name this operation `assignUserInQueue`');
});

test('the prerequisites and the absence of an event are stated', () => {
  expect(operation.description).toContain('The agent must have signed in');
  expect(operation.description).toMatch(/queuing in a\s+skill queue to which the agent has signed in/);
  expect(operation.description).toContain('No event is triggered');
});

test.each([
  ['101', true],
  ['999', true],
  ['1000', true],
  ['999999', true],
  ['110', true],
  ['100', false],
  ['99', false],
  ['1000000', false],
  ['0101', false],
  ['101abc', false],
  ['', false],
  ['1e3', false],
  ['１０１', false],
])('agentid %j is in range: %j', (value, inRange) => {
  const [parameter] = operation.parameters.map(at);
  expect(parameter).toMatchObject({ name: 'agentid', in: 'path', required: true, schema: { type: 'string' } });
  expect(new RegExp(parameter.schema.pattern, 'u').test(value)).toBe(inRange);
});

test('every agentid from 101 to 999999, and no other number, is in range', () => {
  const [parameter] = operation.parameters.map(at);
  const pattern = new RegExp(parameter.schema.pattern, 'u');
  const ids = Array.from({ length: 1_000_100 }, (_, id) => id);
  const inRange = ids.filter((id) => pattern.test(String(id)));
  expect([inRange.length, inRange[0], inRange.at(-1)]).toEqual([999_999 - 100, 101, 999_999]);
});

test('the body needs a callid that is a string and a skillid that is an integer without bounds', () => {
  expect(operation.requestBody.required).toBe(true);
  expect(body.schema.required).toEqual(['callid', 'skillid']);
  expect(body.schema.properties.callid).toMatchObject({ type: 'string', minLength: 1 });
  expect(body.schema.properties.callid).not.toHaveProperty('maxLength');
  expect(body.schema.properties.skillid).toMatchObject({ type: 'integer', format: 'int32' });
  expect(body.schema.properties.skillid).not.toHaveProperty('minimum');
});

test('the example of the request is the one of the page, with its two faults mended', () => {
  expect(body.examples.moveToQueue.value).toEqual({ callid: '1663580465-1134', skillid: 1 });
});

test('Content-Type is stated as mandatory, with its charset', () => {
  expect(operation.description).toContain('`Content-Type` is mandatory: `application/json; charset=UTF-8`');
});

test('an answer holds message, retcode and the reserved map result', () => {
  expect(envelope.required).toEqual(['message', 'retcode']);
  expect(envelope.properties.message.type).toBe('string');
  expect(envelope.properties.retcode.type).toBe('string');
  expect(result).toMatchObject({ type: 'object', additionalProperties: true });
  expect(result.description).toContain('reserved');
  expect(answer.examples.moved.value).toEqual({ message: '', retcode: '0', result: {} });
});

test('retcode "0" alone is success', () => {
  expect(envelope['x-success']).toEqual({ value: '$response.body#/retcode', equals: '0' });
});

test('a refusal has no result: the pages of sibling operations say that it is not returned then', () => {
  const refusals = Object.values<Part>(answer.examples).map((example) => at(example).value);
  for (const value of refusals.filter(({ retcode }) => retcode !== '0')) expect(value).not.toHaveProperty('result');
});

test('only 200 is promised', () => {
  expect(Object.keys(operation.responses)).toEqual(['200']);
});

test('the error code of the page is catalogued with the page as evidence, and has an example', () => {
  expect(document['x-retcodes'].codes['100-007']).toMatchObject({
    class: 'failed',
    outcome: 'unknown',
    evidence: 'page',
  });
  expect(answer.examples.operationFailed.value.retcode).toBe('100-007');
});

test('the Guid is a header that explains both values of AUTHMODE', () => {
  const scheme = at(document.components.securitySchemes.Guid);
  expect(document.security).toEqual([{ Guid: [] }]);
  expect(scheme).toMatchObject({ type: 'apiKey', in: 'header', name: 'Guid' });
  expect(scheme.description).toMatch(/AUTHMODE=1.*sign-in/s);
  expect(scheme.description).toMatch(/AUTHMODE=2.*event-polling/s);
});

test('the times in the description of the Guid are those of x-session', () => {
  const scheme = at(document.components.securitySchemes.Guid);
  const { renewMs, dieMs, header } = scheme['x-session'];
  expect(scheme.description).toContain(`renewed every ${renewMs / 1000} seconds and dies at ${dieMs / 1000} seconds`);
  expect(scheme.description).toContain(`\`${header}: JSESSIONID=<guid>\``);
});

test('the servers are the single node, the cluster and SaaS, on port 8043 by default', () => {
  expect(document.servers.map(({ description }: { description: string }) => description.split(' - ')[0])).toEqual([
    'Single node',
    'Cluster',
    'SaaS',
  ]);
  for (const { url, variables } of document.servers) {
    expect(url).toBe('https://{host}:{port}');
    expect(variables.port.default).toBe('8043');
  }
  expect(document.servers[1].variables.port.description).toContain('`./nslbctl l`, run as user `nslb`');
});

test.each([
  ['0', 'success', 'applied', 'never', 'page'],
  ['100-007', 'failed', 'unknown', 'never', 'page'],
  ['000-002', 'request', 'not-applied', 'never', 'inferred'],
  ['000-003', 'session', 'not-applied', 'fresh-session', 'inferred'],
  ['000-004', 'transient', 'not-applied', 'backoff', 'inferred'],
  ['000-006', 'request', 'not-applied', 'never', 'inferred'],
  ['000-007', 'duplicate', 'unknown', 'never', 'inferred'],
  ['100-006', 'session', 'not-applied', 'fresh-session', 'inferred'],
  ['105-002', 'transient', 'not-applied', 'backoff', 'inferred'],
  ['105-006', 'session', 'not-applied', 'fresh-session', 'inferred'],
  ['400-001', 'refused', 'not-applied', 'never', 'inferred'],
  ['600-001', 'refused', 'not-applied', 'never', 'inferred'],
])('the catalogue lists the codes known for this operation: %s is %s, %s, %s, %s', (code, ...row) => {
  const { class: kind, outcome, retry, evidence, meaning, action } = document['x-retcodes'].codes[code];
  expect([kind, outcome, retry, evidence]).toEqual(row);
  expect([meaning, action]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
});

test('an unlisted code is refused, with an unknown outcome, and never sent again', () => {
  expect(document['x-retcodes'].unlisted).toMatchObject({ class: 'refused', outcome: 'unknown', retry: 'never' });
});

test('each kind of violation has the answer of the ledger', () => {
  expect(operation['x-violations']).toEqual({
    security: 'sessionLapsed',
    path: 'parameterWrong',
    query: 'parameterWrong',
    header: 'parameterWrong',
    mediaType: 'messageWrong',
    body: 'messageWrong',
  });
});

test('the prerequisites are looked at in this order, with these answers', () => {
  type Line = { name: string; else: string };
  expect(operation['x-preconditions'].map((line: Line) => [line.name, line.else])).toEqual([
    ['agentSignedIn', 'agentNotSignedIn'],
    ['sessionAlive', 'sessionLapsed'],
    ['sessionIsTheAgents', 'agentNotSignedIn'],
    ['callQueues', 'noSuchCall'],
    ['callIsInReach', 'operationFailed'],
    ['targetExists', 'messageWrong'],
  ]);
});

test('a success puts the call into the target queue, and does nothing else', () => {
  expect(operation['x-effects']).toMatchObject([
    { row: 'calls', key: '$request.body#/callid', set: { skillid: '$request.body#/skillid' } },
  ]);
});

test('a session is renewed after one minute and dies after two', () => {
  const scheme = at(document.components.securitySchemes.Guid);
  expect(scheme['x-session']).toEqual({ header: 'Set-GUID', renewMs: 60_000, dieMs: 120_000 });
});

test('what gateways do to result is tolerated, and nothing else is', () => {
  expect(result['x-tolerated']).toMatchObject({ absent: true, schema: { enum: [null, ''] } });
  expect(JSON.stringify([operation, envelope, reserved]).match(/x-tolerated/g)).toHaveLength(1);
});
