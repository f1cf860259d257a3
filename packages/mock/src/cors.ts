import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets web pages of other origins read the answer, as Prism does; true where it was a preflight, which is answered. */
export function allowOrigin({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Expose-Headers', headers['access-control-expose-headers'] ?? '*');
  const wanted = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || headers.origin === undefined || wanted === undefined) return false;
  response.setHeader('Access-Control-Allow-Methods', wanted);
  response.setHeader('Vary', 'origin');
  response.writeHead(204).end();
  return true;
}
