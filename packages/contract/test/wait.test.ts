import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { check } from '../src/index.ts';
import { exchange } from '../src/check/wire/exchange.ts';
import type { Link } from '../src/check/wire/link.ts';
import type { Wire } from '../src/check/wire/request.ts';
import { readTarget } from '../src/check/wire/target.ts';
import { waitFor } from '../src/check/wire/wait.ts';
import { guid } from './faulty/document.ts';
import { startGateway } from './faulty/gateway.ts';

test('leave that never comes is named, however short the time-out for an answer', async () => {
  const gateway = await startGateway({ onExpect: 'ignore' });
  try {
    const report = await check({ url: gateway.url, level: 'full', auth: guid, timeoutMs: 400 });
    const found = report.findings.map(({ rule }) => rule);
    expect(found).toContain('transport/continue');
    expect(found).not.toContain('transport/first-byte');
  } finally {
    await gateway.close();
  }
});

const asking: Wire = {
  method: 'PUT',
  target: '/',
  version: '1.1',
  headers: [
    ['Host', 'gateway'],
    ['Expect', '100-continue'],
  ],
  body: Buffer.from('{}'),
  framing: 'length',
  pace: 'continue',
  patienceMs: 300,
};

test('the time-out for an answer runs from the moment when the request has been sent', async () => {
  const gateway = await startGateway({ onExpect: 'ignore' });
  try {
    const { ending, isUnasked } = await exchange(readTarget(gateway.url, { timeoutMs: 100 }), asking);
    expect({ ending, isUnasked }).toEqual({ ending: 'open', isUnasked: true });
  } finally {
    await gateway.close();
  }
});

test('a run that has to end while a body waits for leave ends', async () => {
  const gateway = await startGateway({ onExpect: 'ignore' });
  try {
    const isAnswering = (): Promise<boolean> => Promise.reject(new Error('it was cancelled'));
    const target = { ...readTarget(gateway.url, { timeoutMs: 60_000 }), isAnswering };
    await expect(exchange(target, { ...asking, patienceMs: 10 })).rejects.toThrow('it was cancelled');
  } finally {
    await gateway.close();
  }
});

/** Waits for what is there at `doneAt`, with the clock of a machine that has time at `moments` only, in milliseconds. */
async function waited(moments: number[], doneAt: number, isAnswering?: () => Promise<boolean>): Promise<boolean> {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const begun = performance.now();
    const now = (): number => performance.now() - begun;
    const change = async (): Promise<void> => void vi.advanceTimersByTime(moments.shift()! - now());
    const isDone = (): boolean => now() >= doneAt;
    return await waitFor({ change } as unknown as Link, { isDone, due: () => begun + 300, again: 300, isAnswering });
  } finally {
    vi.useRealTimers();
  }
}

test('a wait that ends on time, with nothing there, is overdue', async () => {
  expect(await waited([301], 5_000)).toBe(false);
});

test('a timer that comes late tells nothing: the wait begins anew', async () => {
  expect(await waited([900, 1_000], 1_000)).toBe(true);
});

test('a wait begins anew where the provider answers nothing else either, twice at most', async () => {
  const isAnswering = vi.fn<() => Promise<boolean>>(() => Promise.resolve(false));
  expect(await waited([300, 600, 650], 650, isAnswering)).toBe(true);
  expect(isAnswering).toHaveBeenCalledTimes(2);
});

test('an end that this machine had no time to read is no open connection', async () => {
  let socket: Socket | undefined;
  const server = createServer((incoming) => {
    socket = incoming;
    socket.once('data', () => incoming.write('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  /** Ends the connection once the answer has come, while this machine is busy for longer than is waited. */
  const busyEnd = vi.fn<() => void>(() => {
    const begun = performance.now();
    while (performance.now() - begun < 300);
    socket!.end();
  });
  const isEnough = (): boolean => {
    if (busyEnd.mock.calls.length === 0) setImmediate(busyEnd);
    return false;
  };
  try {
    const { port } = server.address() as AddressInfo;
    const target = readTarget(`http://127.0.0.1:${port}`, { timeoutMs: 5_000 });
    const headers: [string, string][] = [['Host', 'gateway']];
    const wire = { method: 'GET', target: '/', version: '1.1', headers, framing: 'length' } as const;
    expect((await exchange(target, wire, { ms: 100, isEnough })).ending).toBe('closed');
  } finally {
    server.close();
  }
});
