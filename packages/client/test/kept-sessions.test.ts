import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { times } from '#session';
import { createGatewayClient } from '../src/index.ts';
import { createSession, type SessionOptions, type SignedIn } from '../src/session-keeper/index.ts';
import { codeOf } from './codes.ts';
import { args, keyHeader, replied } from './sample.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = (number: number): string => `session-key-${number}`;
const headersWith = (guid: string): Headers => new Headers({ 'Set-GUID': `JSESSIONID=${guid}` });

/** A session whose sign-ins and heartbeats are counted; each brings the next key. */
function counted(options: Partial<SessionOptions> = {}) {
  const asked = { signIn: 0, heartbeat: 0, keys: 0 };
  const session = createSession({
    signIn: async () => (asked.signIn++, { headers: headersWith(key(++asked.keys)) }),
    heartbeat: async () => (asked.heartbeat++, headersWith(key(++asked.keys))),
    ...options,
  });
  return { session, asked };
}

test('the rhythm is that of the contract', async () => {
  const yaml = await readFile(new URL(import.meta.resolve('@cc-gateway/spec/openapi.yaml')), 'utf8');
  expect(yaml).toMatch(new RegExp(`renewMs: ${times.renewMs}\\b`));
  const { session, asked } = counted();
  expect(await session.guid()).toBe(key(1));
  await vi.advanceTimersByTimeAsync(times.renewMs! - 1);
  expect(asked.heartbeat).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toMatchObject({ signIn: 1, heartbeat: 1 });
  expect(await session.guid()).toBe(key(2));
  await vi.advanceTimersByTimeAsync(10 * times.renewMs!);
  expect(asked).toMatchObject({ signIn: 1, heartbeat: 11 });
  session.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('nothing is asked before the key is, and many who ask share one sign-in', async () => {
  const { session, asked } = counted();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(asked.signIn).toBe(0);
  const keys = await Promise.all(Array.from({ length: 100 }, () => session.guid()));
  expect(new Set(keys)).toEqual(new Set([key(1)]));
  expect(asked.signIn).toBe(1);
});

test('a refused key is signed in anew for, once for all', async () => {
  const { session, asked } = counted();
  const old = await session.guid();
  await Promise.all(Array.from({ length: 10 }, () => session.guid(old)));
  expect(asked.signIn).toBe(2);
  // Who comes late with it has the newer one.
  expect(await session.guid(old)).toBe(key(2));
  expect(asked.signIn).toBe(2);
});

test('a heartbeat that fails is tried again with growing pauses, and a dead key is not given', async () => {
  const errors: unknown[] = [];
  const down = new Error('down');
  const { session, asked } = counted({
    heartbeat: () => Promise.reject(down),
    onError: (error) => {
      errors.push(error);
      throw new Error('of the listener');
    },
  });
  await session.guid();
  await vi.advanceTimersByTimeAsync(times.renewMs! + 500 + 1000 + 2000);
  expect(errors).toEqual([down, down, down, down]);
  expect(await session.guid()).toBe(key(1));
  await vi.advanceTimersByTimeAsync(times.dieMs!);
  expect(errors.length).toBeLessThan(15);
  expect(await session.guid()).toBe(key(2));
  expect(asked.signIn).toBe(2);
});

test('a heartbeat that brings no key keeps the old one alive', async () => {
  const { session, asked } = counted({ heartbeat: async () => {} });
  await session.guid();
  await vi.advanceTimersByTimeAsync(5 * times.dieMs!);
  expect(await session.guid()).toBe(key(1));
  expect(asked.signIn).toBe(1);
});

test('without a heartbeat the agent signs in again on the rhythm', async () => {
  const { session, asked } = counted({ heartbeat: undefined, renewMs: 100, dieMs: 200 });
  await session.guid();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.signIn).toBe(11);
  session.stop();
});

test('a key that is refused while the agent signs in on the rhythm waits for that sign-in', async () => {
  const answers: ((key: string) => void)[] = [];
  const signIn = (): Promise<string> => new Promise((resolve) => answers.push(resolve));
  const session = createSession({ signIn, renewMs: 100, dieMs: 1000 });
  const first = session.guid();
  answers[0]!(key(1));
  await first;
  await vi.advanceTimersByTimeAsync(100);
  expect(answers).toHaveLength(2);
  const fresh = session.guid(key(1));
  answers[1]!(key(2));
  expect(await fresh).toBe(key(2));
  expect(answers).toHaveLength(2);
  session.stop();
});

test('a sign-in on the rhythm that brings no key keeps the old one alive', async () => {
  const answers = [{ headers: headersWith(key(1)) }];
  const session = createSession({
    signIn: async () => answers.shift() ?? { headers: new Headers() },
    renewMs: 100,
    dieMs: 150,
  });
  await session.guid();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await session.guid()).toBe(key(1));
  session.stop();
});

test('a key that came elsewhere is taken', async () => {
  const { session, asked } = counted();
  expect(session.take({ headers: headersWith(key(7)) })).toBe(true);
  expect(session.take(new Headers())).toBe(false);
  expect(await session.guid()).toBe(key(7));
  expect(asked.signIn).toBe(0);
});

test.each<[string, SignedIn]>([
  ['the key', key(1)],
  ['headers', headersWith(key(1))],
  ['a plain object of headers', { 'set-guid': `JSESSIONID=${key(1)}` }],
  ['a response', new Response('', { headers: headersWith(key(1)) })],
])('signing in may give %s', async (_what, given) => {
  expect(await createSession({ signIn: () => given }).guid()).toBe(key(1));
});

test('a sign-in that fails, is late or gives no key is told, and tried anew', async () => {
  const ends: (() => string | Promise<string>)[] = [
    () => Promise.reject(new Error('down')),
    () => new Promise<string>(() => {}),
    async () => '',
    () => key(1),
  ];
  const session = createSession({ signIn: () => ends.shift()!(), signInTimeout: 1000 });
  await expect(session.guid()).rejects.toThrow('down');
  const late = session.guid().catch(String);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await late).toContain('signIn gave no answer within 1000 ms');
  await expect(session.guid()).rejects.toThrow('signIn gave no key');
  expect(await session.guid()).toBe(key(1));
});

test('a stopped session ends what is under way, and gives no key', async () => {
  let seen: AbortSignal | undefined;
  const session = createSession({ signIn: (signal) => ((seen = signal), new Promise<string>(() => {})) });
  const asked = session.guid().catch(String);
  session.stop();
  expect(await asked).toContain('the session was stopped');
  expect(seen!.aborted).toBe(true);
  await expect(session.guid()).rejects.toThrow('the session was stopped');
  expect(vi.getTimerCount()).toBe(0);
});

test.each<[string, object]>([
  ['signIn', {}],
  ['renewMs', { signIn: () => '', renewMs: 0 }],
  ['dieMs', { signIn: () => '', dieMs: Infinity }],
  ['signInTimeout', { signIn: () => '', signInTimeout: '1' }],
])('a wrong %s is a TypeError', (name, options) => {
  expect(() => createSession(options as never)).toThrow(new RegExp(`^${name} must be `));
});

test('a session that nobody stops does not hold its process', async () => {
  vi.useRealTimers();
  const entry = new URL('../src/session-keeper/index.ts', import.meta.url).href;
  const program = `
    import { createSession } from ${JSON.stringify(entry)};
    const heartbeat = () => new Promise(() => {});
    console.log(await createSession({ signIn: () => 'a-session-key', heartbeat, renewMs: 1 }).guid());
    setTimeout(() => {}, 20);`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect((await run).stdout).toBe('a-session-key\n');
});

test('a client takes its key from a session', async () => {
  vi.useRealTimers();
  const { session, asked } = counted();
  const alive = key(2);
  const gateway = createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid: session.guid,
    fetch: async (_url, { headers }) =>
      replied({ message: '', retcode: headers[keyHeader] === alive ? '0' : codeOf('session') }),
  });
  await Promise.all(Array.from({ length: 100 }, () => gateway.assignUserInQueue(args)));
  expect(asked.signIn).toBe(2);
  session.stop();
});
