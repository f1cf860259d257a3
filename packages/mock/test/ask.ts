import { connect } from 'node:net';
import { contract, sampleRequests } from '@cc-gateway/spec';
import { startMock, type RunningMock, type StartOptions } from '../src/index.ts';

interface Verdict {
  retcode: string;
}

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
const [sample] = sampleRequests(contract, operation) as [ReturnType<typeof sampleRequests>[number]];
const { parts } = sample;

/** The session of the world that is made from the contract's examples. */
export const guid = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';

/** The example request of the contract: whatever its path and its names are, the tests follow. */
export const path = sample.target;
export const body = sample.body as Record<string, unknown>;

const memberOf = (type: string): string => Object.keys(body).find((name) => typeof body[name] === type)!;

/** The names of what goes into the path, of the body's text and of its number; and the text, which is the call's. */
export const inPath = Object.keys(parts.path)[0]!;
export const text = memberOf('string');
export const whole = memberOf('number');
export const callId = body[text] as string;

const answered = operation.answers.find(({ status }) => /^2\d\d$/.test(status))!;

/** The status of a success, and the media types of an answer and of a request. */
export const success = Number(answered.status);
export const mediaType = answered.contents[0]!.mediaType;
export const sentType = operation.body!.contents[0]!.mediaType;

const examples = answered.contents[0]!.examples.map(({ name, value }) => [name, (value as Verdict).retcode] as const);
const asked = new Set([...Object.values(operation.violations), ...operation.preconditions.map((each) => each.else)]);

/** The retcode of an answer, by the name of its example. */
export const codeOf = (name: string): string => new Map(examples).get(name)!;

/** The names of two answers that come only where a test asks for them: no violation and no precondition does. */
export const [spare, otherSpare] = examples
  .filter(([name, code]) => code !== '0' && !asked.has(name))
  .map(([name]) => name) as [string, string];

/** The queue of the example's call after a success: the target where the contract has that effect, else the one before. */
export const queueAfter = operation.effects.some(({ row }) => row === 'calls') ? body[whole] : 8;

/** The name, in small letters, of the header in which the key goes. */
export const keyHeader = operation.security.flat()[0]!.name!.toLowerCase();

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

/** Sends the example request with changes; the header `guid` is that of the key, one that is undefined is left out, a body that is text goes as it is. */
export async function ask({ url }: Pick<RunningMock, 'url'>, change: Ask = {}): Promise<Asked> {
  const { method = 'PUT', path: target = path } = change;
  const { guid: key, ...others } = { guid, 'content-type': `${sentType}; charset=UTF-8`, ...change.headers };
  const headers = { [keyHeader]: key, ...others };
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
