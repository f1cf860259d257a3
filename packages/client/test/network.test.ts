import { test } from 'vitest';
import { startNetwork, whyNoNetwork, type Network, type Program } from './network/namespaces.ts';

const missing = whyNoNetwork();
if (missing) console.log(`no test of withdrawn routes: this machine makes no network namespaces (${missing})`);

interface Said {
  name?: string;
  outcome: string;
  attempts?: number;
  message?: string;
}

/** Lets a caller make a call, and says what it was told and how often the gateway carried it out. */
async function call(network: Network, caller: Program, answer = 'now'): Promise<Said & { applied: number }> {
  const before = network.gateway.unread().length;
  caller.tell(answer);
  const said = JSON.parse(await caller.said()) as Said;
  return { ...said, applied: network.gateway.unread().length - before };
}

test.skipIf(missing).concurrent.for(['node', 'platform'])(
  'the route is withdrawn before the request, over the transport of %s: it was not applied',
  async (transport, { expect }) => {
    using network = await startNetwork();
    network.withdraw();
    const refused = await call(network, network.caller(transport));
    expect(refused).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied', attempts: 2, applied: 0 });
  },
);

test.skipIf(missing).concurrent.for(['node', 'platform'])(
  'nothing comes back while the connection is made, over the transport of %s: it was not applied',
  async (transport, { expect }) => {
    using network = await startNetwork();
    network.silence('gateway');
    const unanswered = await call(network, network.caller(transport));
    expect(unanswered).toMatchObject({ name: 'ConnectionError', outcome: 'not-applied', attempts: 2, applied: 0 });
  },
);

test.skipIf(missing).concurrent.for(['node', 'platform'])(
  'the route is withdrawn when the request was read, over the transport of %s: its outcome is unknown, and it is sent once',
  async (transport, { expect }) => {
    using network = await startNetwork();
    const caller = network.caller(transport);
    expect(await call(network, caller)).toEqual({ outcome: 'applied', applied: 1 });
    // From here on the gateway hears and is not heard: the caller's system goes on sending what the gateway has read.
    network.silence('gateway');
    await network.gateway.said();
    caller.tell('never');
    expect(await network.gateway.said()).toBe('applied');
    network.withdraw();
    const broken = JSON.parse(await caller.said()) as Said;
    expect(broken).toMatchObject({ name: 'ConnectionError', outcome: 'unknown', attempts: 1 });
    expect(broken.message).toMatch(/read EHOSTUNREACH|read ETIMEDOUT|read ENETUNREACH/);
    expect(network.gateway.unread()).toEqual([]);
  },
);

test.skipIf(missing).concurrent.for(['node', 'platform'])(
  'the route is withdrawn between two requests, over the transport of %s: of the second nobody knows',
  async (transport, { expect }) => {
    using network = await startNetwork();
    const caller = network.caller(transport);
    expect(await call(network, caller)).toEqual({ outcome: 'applied', applied: 1 });
    network.withdraw();
    expect(await call(network, caller)).toMatchObject({ outcome: 'unknown', attempts: 1, applied: 0 });
  },
);
