import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { check } from '../src/index.ts';
import { exchange, timesToConnect } from '../src/check/wire/exchange.ts';
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

const steps = 20;
const stepMs = 15;

/** How a wait of so many steps went. `lateMs` has how much later than asked for each of them ended; what is not named was on time. */
async function waited(
  lateMs: number[],
  wait: Partial<Parameters<typeof waitFor>[1]> = {},
): Promise<{ isDone: boolean; ms: number; steps: number }> {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const begun = performance.now();
    const change = vi.fn<(deadline: number) => Promise<void>>(async (deadline) => {
      vi.advanceTimersByTime(deadline - performance.now() + (lateMs.shift() ?? 0));
    });
    const isDone = await waitFor({ change } as unknown as Link, { isDone: () => false, ms: steps * stepMs, ...wait });
    return { isDone, ms: Math.round(performance.now() - begun), steps: change.mock.calls.length };
  } finally {
    vi.useRealTimers();
  }
}

test('a wait that ends on time, with nothing there, is overdue', async () => {
  expect(await waited([])).toEqual({ isDone: false, ms: 300, steps });
});

test.each([101, 250, 1_500, 6_050])(
  'that this machine had no time for %i ms takes nothing from the time of the provider',
  async (stall) => {
    for (let at = 0; at < steps; at += 1) {
      const lateMs = [...Array<number>(at).fill(0), stall];
      expect(await waited(lateMs)).toEqual({ isDone: false, ms: 300 + stepMs + stall, steps: steps + 1 });
    }
  },
);

test('a wait ends on a machine that never has time', async () => {
  const { isDone, steps: taken } = await waited(Array<number>(1_000).fill(150));
  expect({ isDone, taken }).toEqual({ isDone: false, taken: 200 + steps });
});

test('what came in the last moment is read', async () => {
  let isThere = false;
  const isRunning = (): boolean => {
    setImmediate(() => (isThere = true));
    return true;
  };
  expect(await waited([], { ms: 1, isDone: () => isThere, isRunning })).toMatchObject({ isDone: true });
});

test('a wait begins anew where the provider answers nothing else either, twice at most', async () => {
  const isAnswering = vi.fn<() => Promise<boolean>>(() => Promise.resolve(false));
  expect(await waited([], { isAnswering })).toEqual({ isDone: false, ms: 900, steps: 3 * steps });
  expect(isAnswering).toHaveBeenCalledTimes(2);
});

/** Keeps this process from everything for so many milliseconds. */
const stop = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('a connection that came up while this machine had no time is one', async () => {
  const gateway = await startGateway();
  try {
    const target = readTarget(gateway.url, { timeoutMs: 50 });
    const headers: [string, string][] = [['Host', 'gateway']];
    const answer = exchange(target, { method: 'GET', target: '/', version: '1.1', headers, framing: 'length' });
    // Overdue, and not by so much that the clock alone would tell.
    stop(timesToConnect * target.timeoutMs + 30);
    expect((await answer).ending).toBe('open');
  } finally {
    await gateway.close();
  }
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
    stop(300);
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
