import { createGatewayClient, GatewayError } from '@cc-gateway/client';
import { startMock } from '@cc-gateway/mock';
import { contract, sampleRequests, tolerantSchema } from '@cc-gateway/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
const [sample] = sampleRequests(contract, operation);
const args = { agentid: '101', callid: '1663580465-1134', skillid: 1 };

/** What the client makes of an answer with this body. */
async function answered(body: unknown): Promise<unknown> {
  const fetch = async () => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: 'a.AgentGateway1', fetch });
  return gateway.assignUserInQueue(args).catch((error: unknown) => error);
}

async function asked(
  origin: string,
  changes: { target?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const response = await fetch(origin + (changes.target ?? sample!.target), {
    method: 'PUT',
    headers: changes.headers ?? sample!.headers,
    body: changes.body ?? JSON.stringify(sample!.body),
  });
  return (await response.json()) as { retcode: string };
}

test.each([[{}], [{ result: {} }], [{ result: { a: 1 } }], [{ result: null }], [{ result: '' }]])(
  'what the ledger tolerates in result is taken, and nothing else is: %j',
  async (members) => {
    expect(await answered({ message: '', retcode: '0', ...members })).toEqual({
      message: '',
      retcode: '0',
      ...members,
    });
  },
);

test.each([[{ result: [] }], [{ result: 'x' }], [{ result: 0 }], [{ result: false }]])(
  'what the ledger does not tolerate in result is no usable answer: %j',
  async (members) => {
    const error = await answered({ message: '', retcode: '0', ...members });
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ outcome: 'unknown' });
    const schema = tolerantSchema(operation.answers[0]!.contents[0]!.schema);
    const check = new Ajv2020({ strict: false }).compile(schema);
    expect(check({ message: '', retcode: '0', ...members })).toBe(false);
  },
);

test("the case of a header's name does not matter", async () => {
  await using mock = await startMock();
  for (const name of ['Guid', 'guid', 'GUID']) {
    const { Guid, ...headers } = sample!.headers;
    expect((await asked(mock.url, { headers: { ...headers, [name]: Guid! } })).retcode).toBe('0');
  }
});

test('a request without a charset is taken as UTF-8', async () => {
  await using mock = await startMock();
  const headers = { ...sample!.headers, 'Content-Type': 'application/json' };
  expect((await asked(mock.url, { headers })).retcode).toBe('0');
});

test.each([
  ['security', { headers: { 'Content-Type': 'application/json' } }],
  ['path', { target: sample!.target.replace('101', '100') }],
  ['mediaType', { headers: { ...sample!.headers, 'Content-Type': 'text/plain' } }],
  ['body', { body: '{"callid":"x"}' }],
  ['body', { body: '{"callid":' }],
  ['body', { body: '{"callid":"x","skillid":"1"}' }],
] as const)('each kind of violation is refused with the answer that the contract names: %s', async (kind, changes) => {
  await using mock = await startMock();
  const examples = operation.answers[0]!.contents[0]!.examples;
  const named = examples.find(({ name }) => name === operation.violations[kind]);
  expect(await asked(mock.url, changes)).toEqual(named!.value);
});
