import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createGatewayClient, type CallError, type Fetch, type GatewayEvent } from '../src/index.ts';
import { answer, args, envelope, guid, startGateway } from './gateway.ts';

/** Everything that a value can show of itself. */
function printed(value: unknown, depth = 0): string {
  const parts = [inspect(value, { depth: 20, showHidden: true, getters: true }), String(value)];
  parts.push(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '',
  );
  if (value instanceof Error && depth < 6)
    parts.push(value.message, value.stack ?? '', printed(value.cause, depth + 1));
  return parts.join('\n');
}

const secret = guid.split('.')[0]!;

async function everythingPrinted(fetch: Fetch | undefined, baseUrl = 'https://gateway.example'): Promise<string> {
  const events: GatewayEvent[] = [];
  const gateway = createGatewayClient({
    baseUrl,
    guid: () => guid,
    fetch,
    onEvent: (event) => events.push(event),
    timeout: 200,
  });
  const error = await gateway.assignUserInQueue(args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return [printed(gateway), printed(error), printed(events), printed(createGatewayClient)].join('\n');
}

const echo = [
  ['the message of a refusal', envelope('400-001', { message: `no session ${guid.toUpperCase()} here` })],
  ['an unlisted retcode', envelope(`9-${guid}`, { message: '' })],
  ['the name of a member', answer(JSON.stringify({ retcode: '0', [guid]: 1 }))],
  ['a header', answer('{}', { headers: [`X-Echo: ${guid}`, `Set-GUID: JSESSIONID=${guid}`, `Guid: ${guid}`] })],
  ['the media type', answer('{}', { type: `text/${guid}` })],
  ['the charset', answer('{}', { type: `application/json; charset=${guid}` })],
  [
    'the place of a redirect',
    answer('', { status: '302 Found', headers: [`Location: /?guid=${encodeURIComponent(guid)}`] }),
  ],
  ['the body of a 500', answer(guid, { status: '500 Oops' })],
  ['text that is no JSON', answer(`<${guid}>`)],
] as const;

test.each(echo)('a gateway that echoes the Guid in %s cannot make the client print it', async (_name, reply) => {
  await using server = await startGateway(reply);
  const text = await everythingPrinted(undefined, server.baseUrl);
  expect(text).not.toMatch(new RegExp(secret, 'i'));
});

class RequestError extends Error {
  override name = 'RequestError';
  readonly request: unknown;
  constructor(request: { headers: unknown }) {
    super(`cannot send ${JSON.stringify(request.headers)}`, { cause: new Error(`for ${guid}`) });
    this.request = request;
  }
}

test.each<[string, Fetch]>([
  [
    'holds and quotes the request',
    async (_url, request) => {
      throw new RequestError(request);
    },
  ],
  [
    'has several causes',
    async () => {
      throw new AggregateError([new Error(guid), { message: guid }], guid);
    },
  ],
  [
    'is a string',
    async () => {
      throw guid;
    },
  ],
  [
    'is an object without a prototype',
    async () => {
      throw Object.assign(Object.create(null), { message: guid, toString: 1 });
    },
  ],
  [
    'cannot be read',
    async () => {
      throw new Proxy(
        {},
        {
          get: () => {
            throw new Error(guid);
          },
        },
      );
    },
  ],
  [
    'refers to itself',
    async () => {
      const error = new Error(guid);
      error.cause = error;
      throw error;
    },
  ],
])('an error of fetch that %s does not show the Guid', async (_name, fetch) => {
  expect(await everythingPrinted(fetch)).not.toContain(secret);
});

test('the error of a guid function shows none of the keys it quotes, and keeps the rest', async () => {
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid: () =>
      Promise.reject(Object.assign(new Error(`sign-in answered 503 for ${guid}`), { code: 'ESIGNIN', key: guid })),
  });
  const error = (await gateway.assignUserInQueue(args).catch((thrown: unknown) => thrown)) as CallError;
  expect(printed(error)).not.toContain(secret);
  expect(error.cause).toMatchObject({ message: 'sign-in answered 503 for [redacted]', code: 'ESIGNIN' });
});

test('an answer cannot reach a prototype', async () => {
  await using server = await startGateway(
    envelope('0', JSON.parse('{"message":"","result":{"constructor":{"prototype":{"polluted":1}}}}') as object),
  );
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  Object.assign({}, await gateway.assignUserInQueue(args));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('no call data stands in events', async () => {
  const events: GatewayEvent[] = [];
  await using server = await startGateway(envelope('000-004'), envelope('0'));
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid, onEvent: (event) => events.push(event) });
  await gateway.assignUserInQueue(args);
  expect(events.map(({ type }) => type)).toEqual(['request', 'attempt', 'retry', 'attempt', 'answer']);
  expect(printed(events)).not.toContain(args.callid);
});
