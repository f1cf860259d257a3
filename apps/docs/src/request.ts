import { curlLine } from '@cc-gateway/spec';
import { createGatewayClient } from '@cc-gateway/client';
import type { OperationDescription } from './description.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** What the form asks for. */
export interface Wish {
  operation: OperationDescription;
  args: Record<string, unknown>;
  session: string;
  /** The header `Prefer`; undefined leaves the answer to the sandbox. */
  prefer: string | undefined;
}

/** What came of it: the answer as it came off the wire, where one came, and what our client makes of it. */
export interface Result {
  answer: string | undefined;
  verdict: Verdict;
}

type Call = (args: Record<string, unknown>, options: object) => Promise<unknown>;

/** Sends a request with our own client to this page's origin. */
export async function send(wish: Wish): Promise<Result> {
  let answer: string | undefined;
  const call = callOf(wish, async (input, init) => {
    const response = await fetch(input, init);
    answer = await rawText(response.clone());
    return response;
  });
  const verdict = await verdictOf(call);
  return { answer, verdict };
}

/** The request as a curl line, made of what our client would send; the client's complaint where it would not. */
export async function curlOf(wish: Wish): Promise<string> {
  let line = '';
  const call = callOf(wish, async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname, search } = new URL(request.url);
    const text = await request.text();
    line = curlLine(origin, {
      method: request.method,
      target: pathname + search,
      headers: spelled(request.headers, wish),
      ...(text !== '' && { body: JSON.parse(text) as unknown }),
    });
    throw new TypeError('not sent');
  });
  return call.catch((error: Error) => line || error.message) as Promise<string>;
}

function callOf({ operation, args, session, prefer }: Wish, through: typeof fetch): Promise<unknown> {
  const gateway = createGatewayClient({
    baseUrl: location.origin,
    guid: session,
    fetch: through,
    headers: prefer === undefined ? {} : { Prefer: prefer },
  }) as unknown as Record<string, Call>;
  // A person who tries a call wants to see each answer.
  return gateway[operation.id]!(args, { retries: 0 });
}

async function rawText(response: Response): Promise<string> {
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP ${response.status} ${response.statusText}`, ...lines, '', await response.text()].join('\n');
}

// Browsers write the names of headers in lower case; the contract's spelling reads better.
function spelled(headers: Headers, { operation }: Wish): Record<string, string> {
  const known = new Map([operation.session ?? '', 'Content-Type', 'Prefer'].map((name) => [name.toLowerCase(), name]));
  const sent = [...headers].filter(([name]) => name !== 'accept');
  return Object.fromEntries(sent.map(([name, value]) => [known.get(name) ?? name, value]));
}
