import { createGatewayClient, type CallError, type Fetch } from '../src/index.ts';
import { args, guid, moved, startGateway, startTlsGateway, type Reply } from './gateway.ts';
import { mediaType, success as status } from './sample.ts';

const head = `HTTP/1.1 ${status} OK\r\nContent-Type: ${mediaType}\r\n`;

/** What a gateway can do once it has read, and carried out, a request. */
const faults: Record<string, Reply> = {
  'a reset after the request': (_socket, tcp) => tcp.resetAndDestroy(),
  'the end of the connection after the request': (socket) => socket.end(),
  'a reset within the head': (socket, tcp) => socket.write(head, () => setImmediate(() => tcp.resetAndDestroy())),
  'the end within the head': (socket) => socket.end(head),
  'a head that cannot be parsed': 'HTTP/1.1 OK 200\r\n\r\n',
  'something that is no HTTP': 'SSH-2.0-OpenSSH_9.7\r\n',
  'text below the transport': (_socket, tcp) => tcp.write('-ERR go away\r\n'),
  'text below the transport, and the end': (_socket, tcp) => tcp.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'a reset within the body': (socket, tcp) =>
    socket.write(moved.subarray(0, -3), () => setImmediate(() => tcp.resetAndDestroy())),
  'the end within the body': (socket) => socket.end(moved.subarray(0, -3)),
  'a chunk that cannot be parsed': `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
  'an unasked 101': 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
  'an unasked 100, and the end': (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
  silence: () => {},
  'silence within the head': head,
  'silence within the body': moved.subarray(0, -3),
};

/** A fault, and on what kind of connection it comes. */
export interface FaultCase {
  fault: string;
  transport: 'the platform' | 'the transport for Node';
  scheme: 'http' | 'https';
  connection: 'fresh' | 'reused';
}

/** Every fault on every kind of connection. */
export const faultCases: FaultCase[] = Object.keys(faults).flatMap((fault) =>
  (['the platform', 'the transport for Node'] as const).flatMap((transport) =>
    (['http', 'https'] as const).flatMap((scheme) =>
      (['fresh', 'reused'] as const).map((connection) => ({ fault, transport, scheme, connection })),
    ),
  ),
);

export const nameOf = ({ fault, transport, scheme, connection }: FaultCase): string =>
  `${fault} over ${transport}, ${scheme}, on a ${connection} connection`;

/** What a call that was read by the gateway must come to: sent once, and nobody knows; and nothing is left open. */
export const asItShouldBe = { outcome: 'unknown', retryable: false, attempts: 1, sent: 1, open: 0 };

/** Provokes a fault, and tells what became of the call. `nodeFetch` is the transport for Node, which trusts `identity`. */
export async function provokeFault(
  { fault, transport, scheme, connection }: FaultCase,
  identity: { key: string; cert: string },
  nodeFetch: Fetch,
): Promise<object> {
  const replies = connection === 'fresh' ? [faults[fault]!] : [moved, faults[fault]!];
  const starting = scheme === 'http' ? startGateway(...replies) : startTlsGateway(identity, ...replies);
  await using gateway = await starting;
  const fetch = transport === 'the platform' ? undefined : nodeFetch;
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch, timeout: 60_000 });
  if (connection === 'reused') {
    await client.assignUserInQueue(args);
    // An idle connection is taken back into its pool one turn later.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const controller = new AbortController();
  const call = client.assignUserInQueue(args, { signal: controller.signal });
  // Where nothing more comes, the caller gives up; never before it is sure that the request was read.
  void (async () => {
    while (gateway.requests.length < replies.length) await soon();
    setTimeout(() => controller.abort(), 300);
  })();
  const error = await call.then(
    () => ({}) as CallError,
    (thrown: unknown) => thrown as CallError,
  );
  const { outcome, retryable, attempts } = error;
  const patience = performance.now() + 20_000;
  while (gateway.open() > 0 && performance.now() < patience) await soon();
  const sent = gateway.requests.length - replies.length + 1;
  return { outcome, retryable, attempts, sent, open: gateway.open() };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
