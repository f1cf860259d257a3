import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Refuses a request that was not meant for this server: one whose `Host` is neither a name of loopback nor one of those
 * allowed, or that a page of another origin sends. A page elsewhere could otherwise have its own name resolve to
 * loopback, and read and move what is here. True where the request was refused.
 */
export function refusesForeign(request: IncomingMessage, response: ServerResponse, allowed: string[]): boolean {
  const { host, origin } = request.headers;
  if (!isKnown(host, allowed)) {
    const name = host === undefined ? 'no host' : JSON.stringify(host.slice(0, 100));
    refuse(
      response,
      421,
      `This server answers for localhost, and was asked for ${name}. --allow-host NAME adds a name.`,
    );
    return true;
  }
  if (origin !== undefined && !isSame(origin, host)) {
    refuse(response, 403, 'This server answers its own pages, not those of other origins.');
    return true;
  }
  return false;
}

// Browsers always name a host; what names none is a program that speaks HTTP/1.0.
function isKnown(host: string | undefined, allowed: string[]): boolean {
  const name = host?.toLowerCase().replace(/:\d*$/, '');
  if (name === undefined) return true;
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name) || allowed.some((one) => one.toLowerCase() === name);
}

function isSame(origin: string, host = ''): boolean {
  return (
    URL.canParse(origin) && host !== '' && new URL(origin).host === new URL(`${new URL(origin).protocol}//${host}`).host
  );
}

const refuse = (response: ServerResponse, status: number, text: string): void =>
  void response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    .end(`${text}\n`);
