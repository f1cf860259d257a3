import { afterEach, expect, test, vi } from 'vitest';
import { codeOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { names, replied, success } from './sample.ts';

type Client = typeof import('../src/index.ts');
const baseUrl = 'https://gateway.example';

/** The client, where the file that only failures need comes as `comes` does. */
async function clientWhere(comes: () => unknown): Promise<Client> {
  vi.doMock('../src/explain/index.ts', comes as () => object);
  vi.resetModules();
  return import('../src/index.ts');
}
afterEach(() => {
  vi.doUnmock('../src/explain/index.ts');
  vi.resetModules();
});

const lost = (): never => {
  throw new Error('no such file');
};
const late = (): Promise<never> => new Promise(() => {});
const answering =
  (retcode: string, status = success) =>
  async (): Promise<Response> =>
    replied({ message: guid, retcode }, { status });
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

const failures: [string, object, object, object][] = [
  ['a refusal', { fetch: answering(codeOf('transient')) }, {}, { outcome: 'unknown', attempts: 1 }],
  ['a status', { fetch: answering('0', 429) }, {}, { outcome: 'unknown', attempts: 1 }],
  ['a broken connection', { fetch: async () => expect.unreachable(guid) }, {}, { outcome: 'unknown', attempts: 1 }],
  [
    'wrong arguments',
    {},
    { [names.whole]: guid },
    { name: 'InvalidArgumentError', outcome: 'not-applied', attempts: 0 },
  ],
  ['no key', { guid: () => '' }, {}, { name: 'SessionError', outcome: 'not-applied', attempts: 0 }],
  ['no answer', { fetch: late }, {}, { name: 'TimeoutError', outcome: 'unknown', attempts: 1 }],
];

test.each(failures.flatMap((failure) => [[lost, ...failure] as const, [late, ...failure] as const]))(
  'where the words of failures are %o, the caller is told of %s in time, without them, and nothing is sent again',
  async (comes, _what, options, more, expected) => {
    const client = await clientWhere(comes);
    const gateway = client.createGatewayClient({ baseUrl, guid, timeout: 30, guidTimeout: 30, ...options });
    const error = await failureOf(gateway.assignUserInQueue({ ...args, ...more }));
    expect(error).toBeInstanceOf(client.GatewayError);
    expect(error).toMatchObject({ retryable: false, operationId: 'assignUserInQueue', ...expected });
    expect((error as Error).message).toMatch(/ it failed, and what tells why has not been loaded\.$/);
    expect(JSON.stringify(error)).not.toContain(guid);
  },
);

test('who ends his call waits for no words', async () => {
  const { createGatewayClient } = await clientWhere(late);
  const controller = new AbortController();
  const fetch = async (): Promise<Response> => {
    setImmediate(() => controller.abort(new Error('mine')));
    return new Response('', { status: 503 });
  };
  const gateway = createGatewayClient({ baseUrl, guid, fetch });
  const error = await failureOf(gateway.assignUserInQueue(args, { signal: controller.signal }));
  expect(error).toMatchObject({ outcome: 'unknown', attempts: 1 });
});

test('a success needs no words, whether its key is there or is asked for', async () => {
  const { createGatewayClient } = await clientWhere(late);
  for (const source of [guid, () => guid, async () => guid]) {
    const gateway = createGatewayClient({ baseUrl, guid: source, fetch: answering('0') });
    await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  }
});

test('words that could not be had are asked for again', async () => {
  const client = await clientWhere(lost);
  const gateway = client.createGatewayClient({ baseUrl, guid, fetch: answering(codeOf('refused')) });
  expect(await failureOf(gateway.assignUserInQueue(args))).toMatchObject({ outcome: 'unknown' });
  vi.doUnmock('../src/explain/index.ts');
  expect(await failureOf(gateway.assignUserInQueue(args))).toMatchObject({
    name: 'RefusedError',
    retcode: codeOf('refused'),
  });
});

test('without words a logger is told of each event all the same', async () => {
  const { createGatewayClient } = await clientWhere(lost);
  const lines: string[] = [];
  const write = (line: string): number => lines.push(line);
  const logger = { debug: write, info: write, warn: write, error: write };
  const gateway = createGatewayClient({ baseUrl, guid, logger, fetch: answering('0') });
  await gateway.assignUserInQueue(args);
  await vi.waitFor(() => expect(lines).toHaveLength(3));
  expect(lines).toEqual(['request', 'attempt', 'answer'].map((type) => `assignUserInQueue: ${type}`));
});
