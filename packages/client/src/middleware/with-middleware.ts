import { headerEntries } from '../headers.ts';
import { readAnswer } from '../read-answer.ts';
import type { Fetch, FetchRequest } from '../transport.ts';
import { factsOf } from './facts-of.ts';
import type { Middleware } from './middleware.ts';

/**
 * A `fetch` that lets middleware of openapi-fetch see and change each request and its answer: requests in order, answers and
 * failures in reverse. Sends by `fetch`, or by the platform's where that is undefined. A middleware sees the session's key.
 */
export function withMiddleware(fetch: Fetch | undefined, ...middleware: Middleware[]): Fetch {
  const send: Fetch = fetch ?? ((url, request) => globalThis.fetch(url, request));

  return async (url, init) => {
    const first = new Request(url, { ...init, body: init.body ?? null });
    const facts = {
      ...factsOf(init.method, url),
      request: first,
      options: { baseUrl: new URL(url).origin, fetch: send },
    };
    let response: Response | undefined;
    try {
      for (const { onRequest } of middleware) {
        const given = await onRequest?.({ ...facts });
        if (given instanceof Request) facts.request = given;
        else if (given instanceof Response) return given;
        else if (given) throw new TypeError('onRequest must give a Request, a Response or nothing.');
      }
    } catch (error) {
      // Where a middleware fails here, nothing was given to the transport.
      init.onPhase?.('queued');
      throw error;
    }
    const backwards = middleware.toReversed();
    try {
      const isSeen = middleware.some(({ onRequest }) => onRequest);
      const { url: address } = facts.request;
      const answer = await send(isSeen ? address : url, isSeen ? await initOf(facts.request, first, init) : init);
      response = answer instanceof Response ? answer : await responseOf(answer);
    } catch (thrown) {
      let error: unknown = thrown;
      for (const { onError } of backwards) {
        const given = await onError?.({ ...facts, error });
        if (given instanceof Response) response = given;
        else if (given instanceof Error) error = given;
        else if (given) throw new TypeError('onError must give a Response, an Error or nothing.', { cause: thrown });
        if (response) break;
      }
      if (!response) throw error;
    }
    for (const { onResponse } of backwards) {
      const given: unknown = await onResponse?.({ ...facts, response });
      if (given instanceof Response) response = given;
      else if (given) throw new TypeError('onResponse must give a Response or nothing.');
    }
    return response;
  };
}

/** A request as middleware has left it, perhaps another than the `first`, with all that a transport is told beside it. */
async function initOf(request: Request, first: Request, init: FetchRequest): Promise<FetchRequest> {
  const names = new Map(Object.keys(init.headers).map((name) => [name.toLowerCase(), name]));
  const headers: Record<string, string> = {};
  // The platform's are in small letters; ours stay as the contract writes them.
  request.headers.forEach((value, name) => (headers[names.get(name) ?? name] = value));
  const { method } = request;
  if (request === first) return { ...init, method, headers };
  const { body: before, ...others } = init;
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return { ...others, method, headers };
  return { ...others, method, headers, body: typeof before === 'string' ? new TextDecoder().decode(bytes) : bytes };
}

/** The answer of a transport that has an own form of it, as the platform's. */
async function responseOf(answer: unknown): Promise<Response> {
  const { status, headers, bytes, fault } = await readAnswer(answer, () => true);
  if (fault) throw fault[0] === 'broken' ? fault[1] : new Error(`the answer cannot be read: ${fault[0]}`);
  const entries: [string, string][] = [];
  for (const [name, value] of headerEntries(headers)) {
    // The bytes are decoded, and counted anew.
    if (!/^content-(encoding|length)$/i.test(name)) entries.push([name, value as string]);
  }
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : (bytes as Uint8Array<ArrayBuffer>), { status: status!, headers: entries });
}
