import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createGatewayClient, guidFrom, type CallError, type GuidSource } from '../src/index.ts';
import { load } from '../src/explainer.ts';
import { keyRefresher } from '../src/explain/key-refresher.ts';
import { sharedQuestions } from '../src/shared-questions.ts';
import { codeOf } from './codes.ts';
import { args, keyHeader, replied } from './sample.ts';

// Limits of milliseconds are not to end the wait for words.
beforeAll(load);

/** A gateway that knows the sessions in `alive`, and a client that takes its key from `guid`. */
function clientWith(
  guid: GuidSource,
  alive = new Set(['fresh.AgentGateway1']),
  options: { guidTimeout?: number; timeout?: number } = {},
) {
  const sent: string[] = [];
  const fetch = async (_url: unknown, { headers }: { headers?: unknown } = {}): Promise<Response> => {
    const key = new Headers(headers as Record<string, string>).get(keyHeader)!;
    sent.push(key);
    await Promise.resolve();
    return replied({ message: '', retcode: alive.has(key) ? '0' : codeOf('session') });
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
  let refreshes = 0;
  const { gateway, sent } = clientWith(async (refused) => {
    if (!refused) return refreshes ? 'fresh.AgentGateway1' : 'stale-key';
    refreshes++;
    await new Promise((resolve) => setImmediate(resolve));
    return 'fresh.AgentGateway1';
  });
  await Promise.all(Array.from({ length: 50 }, () => gateway.assignUserInQueue(args)));
  expect(refreshes).toBe(1);
  expect(sent).toHaveLength(100);
});

test('a caller whose refusal arrives after the session was renewed takes the new GUID without asking', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let refreshes = 0;
  let sent = 0;
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid: (refused) => (refused ? `fresh-key-${++refreshes}` : 'stale-key'),
    fetch: async (_url, { headers }) => {
      if (++sent === 1) await held;
      return replied({ message: '', retcode: headers[keyHeader] === 'fresh-key-1' ? '0' : codeOf('session') });
    },
  });
  const slow = gateway.assignUserInQueue(args);
  await gateway.assignUserInQueue(args);
  release();
  await slow;
  expect(refreshes).toBe(1);
});

const never = new Promise<string>(() => {});
const unusable: [string, () => GuidSource, RegExp][] = [
  ['an empty string', () => '', /the guid is empty/],
  ['an empty string from a function', () => () => '', /the guid function gave empty/],
  ['a line break', () => 'secret-guid\r\nX-Evil: 1', /malformed/],
  ['a control character', () => 'secret-guid\u0000', /malformed/],
  ['a blank', () => 'secret guid', /malformed/],
  ['a character beyond Latin-1', () => 'secret-guid-\u20ac', /malformed/],
  ['a key that is too short', () => () => 'short', /too short to be a key: under 8 characters/],
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
  ['a promise that never settles', () => () => never, /no answer within \d+ ms/],
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

/** A gateway whose answers are held until they are released, and by what keys it was asked. */
function heldGateway(guid: GuidSource, isAlive: (key: string) => boolean, options: object = {}) {
  const sent: string[] = [];
  const releases: (() => void)[] = [];
  const fetch = async (_url: string, { headers }: { headers: Record<string, string> }): Promise<Response> => {
    const key = headers[keyHeader]!;
    sent.push(key);
    await new Promise<void>((resolve) => releases.push(resolve));
    return replied({ message: '', retcode: isAlive(key) ? '0' : codeOf('session') });
  };
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, ...options });
  const release = async (count: number): Promise<void> => {
    await vi.waitFor(() => expect(releases.length).toBeGreaterThanOrEqual(count));
    for (const each of releases.splice(0, count)) each();
  };
  return { call: () => gateway.assignUserInQueue(args), sent, release };
}

test('a late refusal asks for the newest key, not for the one that was given first', async () => {
  const told: unknown[] = [];
  let newest = 'session-key-1';
  const source = (refused?: string): string => {
    if (refused) {
      told.push(refused);
      newest = 'session-key-2';
    }
    return newest;
  };
  const { call, sent, release } = heldGateway(source, (key) => key === newest);
  const first = call();
  const late = call();
  await vi.waitFor(() => expect(sent).toEqual(['session-key-1', 'session-key-1']));
  newest = 'session-key-0';
  await release(1);
  await vi.waitFor(() => expect(sent).toHaveLength(3));
  expect(sent[2]).toBe('session-key-2');
  // In the meantime the source itself moves on.
  newest = 'session-key-3';
  await release(1);
  await vi.waitFor(() => expect(sent).toHaveLength(4));
  expect(sent[3]).toBe('session-key-3');
  newest = 'session-key-2';
  await release(1);
  await first;
  newest = 'session-key-3';
  await release(1);
  await late;
  expect(told).toEqual(['session-key-1']);
});

test('a question that was asked before a refresh does not answer one after it', async () => {
  const answers: ((key: string) => void)[] = [];
  const source = (refused?: string): string | Promise<string> =>
    refused ? 'session-key-2' : new Promise((resolve) => answers.push(resolve));
  const { call, sent, release } = heldGateway(source, (key) => key === 'session-key-2');
  const first = call();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]!('session-key-1');
  await vi.waitFor(() => expect(sent).toEqual(['session-key-1']));
  const slow = call();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  await release(1);
  await vi.waitFor(() => expect(sent).toEqual(['session-key-1', 'session-key-2']));
  // The key was refreshed while that question was under way: whoever comes now asks anew.
  const after = call();
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  answers[2]!('session-key-2');
  answers[1]!('session-key-2');
  await release(3);
  await Promise.all([first, slow, after]);
});

test('a question that is answered does not end the sharing of another', async () => {
  const questions = sharedQuestions((lapsed) => (lapsed ? new Promise(() => {}) : Promise.resolve('session-key-1')));
  const pending = questions.ask('session-key-0');
  await questions.ask();
  expect(questions.ask('session-key-0')).toBe(pending);
  questions.forget(pending);
  expect(questions.ask('session-key-0')).not.toBe(pending);
});

test('a question that was forgotten, and is answered late, does not end the sharing of the next', async () => {
  const answers: ((key: string) => void)[] = [];
  const questions = sharedQuestions(() => new Promise((resolve) => answers.push(resolve)));
  const forgotten = questions.ask();
  questions.forget(forgotten);
  const next = questions.ask();
  answers[0]!('session-key-1');
  await forgotten;
  expect(questions.ask()).toBe(next);
});

test('a refresh that fails is asked for once by a hundred calls, and again after a pause that grows', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const source = (refused?: string): string | Promise<string> => {
    if (!refused) return 'session-key-1';
    asked++;
    return Promise.reject(new Error('sign-in is down'));
  };
  const { gateway } = clientWith(source, new Set());
  const callOften = async (): Promise<void> => {
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => gateway.assignUserInQueue(args).catch((error: CallError) => error.name)),
    );
    expect(new Set(errors)).toEqual(new Set(['SessionError']));
  };
  await callOften();
  await callOften();
  expect(asked).toBe(1);
  for (const [pause, questions] of [
    [199, 1],
    [1, 2],
    [399, 2],
    [1, 3],
    [30_000, 4],
  ] as const) {
    vi.advanceTimersByTime(pause);
    await callOften();
    expect(asked).toBe(questions);
  }
});

test('a refresh that gives the refused key again is not asked for by each call', async () => {
  // The pause before it is asked again is a time, and twenty calls may take longer.
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const { gateway } = clientWith((refused) => ((asked += refused ? 1 : 0), 'session-key-1'), new Set());
  for (let call = 0; call < 20; call++) {
    await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ name: 'RefusedError', retryable: false });
  }
  expect(asked).toBe(1);
  vi.advanceTimersByTime(200);
  await expect(gateway.assignUserInQueue(args)).rejects.toMatchObject({ name: 'RefusedError' });
  expect(asked).toBe(2);
});

test('a refresh that brought another key does not delay the next', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let count = 1;
  const another = keyRefresher((lapsed) => `session-key-${lapsed ? ++count : count}`);
  expect(await another('session-key-1')).toBe('session-key-2');
  expect(await another('session-key-2')).toBe('session-key-3');
});

test('retries 0 does not switch the refresh off', async () => {
  const { gateway } = clientWith((refused) => (refused ? 'fresh.AgentGateway1' : 'stale-key'));
  await expect(gateway.assignUserInQueue(args, { retries: 0 })).resolves.toMatchObject({ retcode: '0' });
});

test('a sign-in that is slower than one time-out is waited for', async () => {
  const slow = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('fresh.AgentGateway1'), 60));
  const { gateway } = clientWith(slow, undefined, { timeout: 20 });
  await expect(gateway.assignUserInQueue(args)).resolves.toMatchObject({ retcode: '0' });
});
