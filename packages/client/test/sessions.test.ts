import { expect, test } from 'vitest';
import { createGatewayClient, guidFrom, type CallError, type GuidSource } from '../src/index.ts';
import { args } from './gateway.ts';

/** A gateway that knows the sessions in `alive`, and a client that takes its key from `guid`. */
function clientWith(
  guid: GuidSource,
  alive = new Set(['fresh.AgentGateway1']),
  options: { guidTimeout?: number; timeout?: number } = {},
) {
  const sent: string[] = [];
  const fetch = async (_url: unknown, { headers }: { headers?: unknown } = {}): Promise<Response> => {
    const key = new Headers(headers as Record<string, string>).get('Guid')!;
    sent.push(key);
    await Promise.resolve();
    return Response.json({ message: '', retcode: alive.has(key) ? '0' : '000-003' });
  };
  return { gateway: createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, ...options }), sent };
}

test('a function is asked anew for each attempt', async () => {
  let asked = 0;
  const { gateway, sent } = clientWith(() => `session-key-${++asked}`, new Set(['session-key-1', 'session-key-2']));
  await gateway.assignUserInQueue(args);
  await gateway.assignUserInQueue(args);
  expect(sent).toEqual(['session-key-1', 'session-key-2']);
});

test('after a session refusal the function is told which GUID was refused, and its answer is tried', async () => {
  const told: unknown[] = [];
  const { gateway, sent } = clientWith(async (refused) => {
    told.push(refused);
    return refused ? 'fresh.AgentGateway1' : 'stale.AgentGateway1';
  });
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
  expect(told).toEqual([undefined, 'stale.AgentGateway1']);
  expect(sent).toEqual(['stale.AgentGateway1', 'fresh.AgentGateway1']);
});

test('a GUID that was asked for and is still refused ends in a refusal that asks for no other try', async () => {
  const { gateway, sent } = clientWith((refused) => (refused ? 'second-key' : 'first-key'), new Set());
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({
    name: 'RefusedError',
    class: 'session',
    outcome: 'not-applied',
    retryable: false,
    attempts: 2,
  });
  expect(sent).toEqual(['first-key', 'second-key']);
});

test('a GUID given as a string cannot be renewed, and its refusal is thrown at once', async () => {
  const { gateway, sent } = clientWith('first-key', new Set());
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({
    name: 'RefusedError',
    retryable: true,
    attempts: 1,
  });
  expect(sent).toEqual(['first-key']);
});

test('many callers whose session lapsed share one question', async () => {
  let renewals = 0;
  const { gateway, sent } = clientWith(async (refused) => {
    if (!refused) return renewals ? 'fresh.AgentGateway1' : 'stale-key';
    renewals++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 'fresh.AgentGateway1';
  });
  await Promise.all(Array.from({ length: 50 }, () => gateway.assignUserInQueue(args)));
  expect(renewals).toBe(1);
  expect(sent).toHaveLength(100);
});

test('a caller whose refusal arrives after the session was renewed takes the new GUID without asking', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let renewals = 0;
  let sent = 0;
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid: (refused) => (refused ? `fresh-key-${++renewals}` : 'stale-key'),
    fetch: async (_url, { headers }) => {
      if (++sent === 1) await held;
      return Response.json({ message: '', retcode: headers['Guid'] === 'fresh-key-1' ? '0' : '000-003' });
    },
  });
  const slow = gateway.assignUserInQueue(args);
  await gateway.assignUserInQueue(args);
  release();
  await slow;
  expect(renewals).toBe(1);
});

const never = new Promise<string>(() => {});
const unusable: [string, () => GuidSource, RegExp][] = [
  ['an empty string', () => '', /the guid is empty/],
  ['an empty string from a function', () => () => '', /the guid function gave empty/],
  ['a line break', () => 'secret-guid\r\nX-Evil: 1', /malformed/],
  ['a control character', () => 'secret-guid\u0000', /malformed/],
  ['a blank', () => 'secret guid', /malformed/],
  ['a character beyond Latin-1', () => 'secret-guid-\u20ac', /malformed/],
  ['no string', () => (() => undefined) as never, /no string: undefined/],
  ['an object', () => (() => ({ toString: () => 'secret' })) as never, /no string: an object/],
  ['a promise of an empty string', () => async () => '', /empty/],
  [
    'a promise that rejects',
    () => () => Promise.reject(new Error('no sign-in with secret-guid-0123456789')),
    /function failed/,
  ],
  [
    'a function that throws',
    () => () => {
      throw new Error('no sign-in with secret-guid-0123456789');
    },
    /function failed/,
  ],
  [
    'a promise that cannot be read',
    () => () =>
      new Proxy({} as Promise<string>, {
        get() {
          throw new Error('no sign-in with secret-guid-0123456789');
        },
      }),
    /function failed/,
  ],
  ['a promise that never settles', () => () => never, /no answer within 30 ms/],
];

test.each(unusable)('%s as GUID is a SessionError, and is never sent', async (_name, source, expected) => {
  const { gateway, sent } = clientWith(source(), new Set(), { guidTimeout: 30 });
  const error = (await gateway.assignUserInQueue(args).catch((thrown: unknown) => thrown)) as CallError;
  expect(error).toMatchObject({ name: 'SessionError', outcome: 'not-applied', attempts: 0 });
  expect(error.message).toMatch(expected);
  expect(sent).toEqual([]);
});

test('a question that never settles is asked anew by the next caller', async () => {
  let asked = 0;
  const { gateway } = clientWith(() => (++asked === 1 ? never : 'fresh.AgentGateway1'), undefined, { guidTimeout: 30 });
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ name: 'SessionError' });
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
});

test('the caller can end the wait for a GUID', async () => {
  const controller = new AbortController();
  const { gateway } = clientWith(() => (queueMicrotask(() => controller.abort('stop')), never));
  await expect(gateway.assignUserInQueue(args, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortedError',
    outcome: 'not-applied',
    cause: 'stop',
  });
});

test('guidFrom reads the GUID from the headers of signing in and polling', () => {
  expect(guidFrom(new Headers({ 'set-guid': 'JSESSIONID=abc.AgentGateway1' }))).toBe('abc.AgentGateway1');
  expect(guidFrom({ 'SET-GUID': 'JSESSIONID=abc==' })).toBe('abc==');
  expect(guidFrom({ 'set-guid': ['JSESSIONID=old', 'JSESSIONID=new'] })).toBe('new');
  for (const none of [
    {},
    { 'Set-GUID': 'abc' },
    { 'Set-GUID': 'JSESSIONID=' },
    { 'Set-GUID': undefined },
    { guid: 'a=b' },
  ]) {
    expect(guidFrom(none)).toBeUndefined();
  }
});
