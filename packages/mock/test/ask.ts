import { connect } from 'node:net';
import { startMock, type RunningMock, type StartOptions } from '../src/index.ts';

/** The session of the world that is made from the contract's examples. */
export const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';

export const path = '/agentgateway/resource/calldata/101/assignuserinqueue';

export const body = { callid: '1663580465-1134', skillid: 1 };

export interface Ask {
  method?: string;
  path?: string;
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

export interface Asked {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
  json: Record<string, unknown> | undefined;
}

/** Sends the example request with changes; a header that is undefined is left out, a body that is text goes as it is. */
export async function ask({ url }: Pick<RunningMock, 'url'>, change: Ask = {}): Promise<Asked> {
  const { method = 'PUT', path: target = path } = change;
  const headers = { guid, 'content-type': 'application/json; charset=UTF-8', ...change.headers };
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const content = 'body' in change ? change.body : body;
  const isText = typeof content === 'string' || content instanceof Uint8Array || content === undefined;
  const sent = (isText ? content : JSON.stringify(content)) as string | undefined;
  const hasBody = method !== 'GET' && method !== 'HEAD' && sent !== undefined;
  const response = await fetch(`${url}${target}`, { method, headers: given, ...(hasBody && { body: sent }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
}

/** The retcode of the answer to the example request with changes. */
export const retcodeOf = async (mock: Pick<RunningMock, 'url'>, change?: Ask): Promise<unknown> =>
  (await ask(mock, change)).json?.retcode;

/** A mock for one test, closed at its end. */
export const mockFor = (options?: StartOptions): Promise<RunningMock> => startMock(options);

/** Everything that a raw socket receives after it sent `text`, until the mock closes it or `enough` says so. */
export async function raw(
  url: string,
  text: string,
  enough: (received: string) => boolean = () => false,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    if (enough(received)) socket.destroy();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => (received += `<${error.code}>`));
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return received;
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
