import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { answerTo, problemOf } from './problem.ts';

/** Whether an address is this machine's own, which nobody else reaches. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/i.test(host);

/**
 * Keeps requests from `listener` whose header `Host` is a name that is neither loopback nor among `allowed` (`*` allows all):
 * a page of another site whose name was made to lead here (DNS rebinding) sends its own. An address cannot be such a name.
 */
export function onlyHosts(allowed: readonly string[], listener: RequestListener): RequestListener {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  if (names.has('*')) return listener;
  const isKnown = (name: string): boolean =>
    name === 'localhost' || name.endsWith('.localhost') || isIP(name) > 0 || names.has(name);
  // Most requests are for the host that the one before was for.
  let known: string | undefined;
  return (request: IncomingMessage, response: ServerResponse & { req: IncomingMessage }): void => {
    const { host } = request.headers;
    // Who sends none, as HTTP/1.0 allows, is no browser.
    if (host === undefined || host === known) return listener(request, response);
    const name = nameIn(host);
    if (name !== undefined && isKnown(name)) {
      known = host;
      return listener(request, response);
    }
    const detail = `Host is ${JSON.stringify(name ?? '')}, expected localhost, an address, or a name that --allow-host allows.`;
    const { status, headers, body } = answerTo(problemOf(421, 'MISDIRECTED_REQUEST', 'Unknown host', detail));
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
}

const nameIn = (host: string): string | undefined =>
  /^(?:\[([^\]]*)\]|([^:]*?)\.?)(?::\d*)?$/
    .exec(host.toLowerCase())
    ?.slice(1)
    .find((part) => part !== undefined);
