import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createGatewayClient, type CallError, type Fetch, type GatewayEvent } from '../src/index.ts';
import { codeOf } from './codes.ts';
import { answer, args, envelope, guid, startGateway } from './gateway.ts';
import { body, mediaType, names, success as status } from './sample.ts';

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
  ['the message of a refusal', envelope(codeOf('refused'), { message: `no session ${guid.toUpperCase()} here` })],
  ['an unlisted retcode', envelope(`9-${guid}`, { message: '' })],
  ['the name of a member', answer(JSON.stringify({ retcode: '0', [guid]: 1 }))],
  ['a header', answer('{}', { headers: [`X-Echo: ${guid}`, `Set-GUID: JSESSIONID=${guid}`, `Guid: ${guid}`] })],
  ['the media type', answer('{}', { type: `text/${guid}` })],
  ['the charset', answer('{}', { type: `${mediaType}; charset=${guid}` })],
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
  await using server = await startGateway(envelope(codeOf('transient')), envelope('0'));
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid, onEvent: (event) => events.push(event) });
  await gateway.assignUserInQueue(args);
  expect(events.map(({ type }) => type)).toEqual(['request', 'attempt', 'retry', 'attempt', 'answer']);
  expect(printed(events)).not.toContain(String(body[names.text]));
});

const fresh = 'c0ffee42-0000-4000-8000-00000badcafe.AgentGateway2';
const freshHead = fresh.split('.')[0]!;
/** Every way to place a key so that a cut of `at` characters goes through it. */
const across = (at: number): string[] =>
  [1, 8, 20, 40].map((before) => 'x'.repeat(at - before) + guid + 'y'.repeat(at));

test.each([100, 200, 300, 2000].flatMap((at) => across(at).map((text) => [at, text] as const)))(
  'a key across a cut at %i characters does not show its beginning',
  async (_at, text) => {
    const beginning = secret.slice(0, 8);
    for (const reply of [
      envelope(codeOf('refused'), { message: text }),
      envelope(text, { message: '' }),
      answer('{}', { type: `text/${text}` }),
      answer('{}', { type: `${mediaType}; charset=${text}` }),
      answer(JSON.stringify({ retcode: '0', message: '', [text]: 1, result: 1 })),
    ]) {
      await using server = await startGateway(reply);
      expect(await everythingPrinted(undefined, server.baseUrl)).not.toContain(beginning);
    }
    const broken = new Error(text, {
      cause: Object.assign(new Error(text), { code: text, hostname: text, name: text }),
    });
    broken.stack = `Error: ${text}\n    at ${text} (/app/${text}.js:1:1)\n    at file:///${text}?guid=${text}:1:1`;
    expect(await everythingPrinted(() => Promise.reject(broken))).not.toContain(beginning);
  },
);

test('a key in the name of a header, or in JSON with its quotes escaped, is not printed', async () => {
  const odd = 'a"b\\c"0123456789';
  const headers = new Map([
    [`x-${guid}`, 'a'],
    ['x-quoted', JSON.stringify(odd)],
  ]);
  for (const key of [guid, odd]) {
    const gateway = createGatewayClient({
      baseUrl: 'https://gateway.example',
      guid: () => key,
      fetch: async () => ({ status, headers: headers as never, text: async () => '' }),
    });
    const error = (await gateway.assignUserInQueue(args).catch((thrown: unknown) => thrown)) as CallError;
    const text = printed([...(error.headers as unknown as Map<string, string>)]);
    expect(text.toLowerCase()).not.toContain(key === odd ? 'a\\"b' : secret);
  }
});

test('a fresh key that an answer brings is printed nowhere, wherever else it stands', async () => {
  const headers = [`Set-GUID: JSESSIONID=${fresh}`, `X-Echo: ${fresh}`, `X-Part: ${encodeURIComponent(fresh)}`];
  for (const reply of [
    answer(JSON.stringify({ message: `signed in as ${fresh}`, retcode: codeOf('refused') }), { headers }),
    answer('<p>no</p>', { status: `500 ${fresh}`, headers }),
    answer('{}', { type: `text/${fresh}`, headers }),
    answer(JSON.stringify({ [fresh]: 1, retcode: '0' }), { headers }),
  ]) {
    await using server = await startGateway(reply);
    const text = await everythingPrinted(undefined, server.baseUrl);
    expect(text).not.toMatch(new RegExp(freshHead, 'i'));
  }
});

test('a fresh key of one attempt is printed by none that follows', async () => {
  await using server = await startGateway(
    answer(JSON.stringify({ message: '', retcode: codeOf('transient') }), {
      headers: [`Set-GUID: JSESSIONID=${fresh}`],
    }),
    envelope(codeOf('refused'), { message: `no session ${fresh}` }),
  );
  expect(await everythingPrinted(undefined, server.baseUrl)).not.toMatch(new RegExp(freshHead, 'i'));
});

test('the frames of the error of a guid function show no key that the client does not know yet', async () => {
  const error = new Error('no');
  error.stack = `Error: no\n    at ${freshHead} (/app/sessions/${freshHead}/sign-in.js:1:1)\n    at sign (/app/sign.js:2:2)`;
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid: () => Promise.reject(error) });
  const thrown = (await gateway.assignUserInQueue(args).catch((each: unknown) => each)) as CallError;
  expect(printed(thrown)).not.toContain(freshHead);
  expect((thrown.cause as Error).stack).toContain('at sign (/app/sign.js:2:2)');
});

test('the logger is told of every event on its level, without keys', async () => {
  const lines: string[] = [];
  const level = (name: string) => (line: string) => void lines.push(`${name} ${line}`);
  const logger = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
  await using server = await startGateway(
    envelope(codeOf('transient'), { message: guid }),
    envelope('0'),
    envelope(codeOf('refused'), { message: guid }),
  );
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid, logger });
  await gateway.assignUserInQueue(args);
  await gateway.assignUserInQueue(args).catch(() => {});
  expect(lines.map((line) => line.split(' ', 1)[0])).toEqual([
    'debug',
    'debug',
    'warn',
    'debug',
    'info',
    'debug',
    'debug',
    'error',
  ]);
  expect(lines[2]).toMatch(/assignUserInQueue: call \d+ is tried again in \d+ ms: RefusedError: /);
  expect(lines.at(-1)).toMatch(/failed, outcome not-applied: RefusedError: /);
  expect(lines.at(-1)).toContain(codeOf('refused'));
  expect(lines.join('\n')).not.toContain(secret);
  expect(lines.join('\n')).not.toContain(String(body[names.text]));
  expect(() => createGatewayClient({ baseUrl: server.baseUrl, guid, logger: { debug() {} } as never })).toThrow(
    /logger must be/,
  );
});
