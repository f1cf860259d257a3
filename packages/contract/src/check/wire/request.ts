/** A request as it goes over the wire; what is given is sent, right or wrong. */
export interface Wire {
  method: string;
  /** The request target: path and query, or an absolute URL. */
  target: string;
  version: '1.1' | '1.0';
  headers: [name: string, value: string][];
  body?: Buffer;
  /** `length`: Content-Length. `chunked`: two chunks. `asGiven`: no header is added, the body goes out as it is. */
  framing: 'length' | 'chunked' | 'asGiven';
  /** How the bytes are cut: in one piece, in small pieces with pauses, or the body only once it is asked for. */
  pace?: 'pieces' | 'continue';
  /** Milliseconds that a body waits to be asked for; 300 unless told. */
  patienceMs?: number;
}

/** The head and the body of a request, as bytes. */
export function bytesOf(wire: Wire): { head: Buffer; body: Buffer } {
  const { method, target, version, body = Buffer.alloc(0), framing } = wire;
  const lines = wire.headers.map(([name, value]) => `${name}: ${value}`);
  if (framing === 'chunked') lines.push('Transfer-Encoding: chunked');
  if (framing === 'length' && (wire.body || bodyMethods.has(method))) lines.push(`Content-Length: ${body.length}`);
  const head = Buffer.from([`${method} ${target} HTTP/${version}`, ...lines, '', ''].join('\r\n'), 'latin1');
  return { head, body: framing === 'chunked' ? chunked(body) : body };
}

const bodyMethods = new Set(['PUT', 'POST', 'PATCH']);

function chunked(body: Buffer): Buffer {
  const middle = Math.ceil(body.length / 2);
  const chunks = [body.subarray(0, middle), body.subarray(middle)].filter(({ length }) => length > 0);
  const parts = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

/** `wire` with a header set; a header of that name, in any case, is replaced. */
export const withHeader = (wire: Wire, name: string, value: string): Wire => ({
  ...wire,
  headers: [...withoutHeader(wire, name).headers, [name, value]],
});

/** `wire` without a header. */
export const withoutHeader = (wire: Wire, name: string): Wire => ({
  ...wire,
  headers: wire.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()),
});

/** `wire` with a cookie added to those that it carries: there is one header `Cookie` at most (RFC 6265, section 5.4). */
export function withCookie(wire: Wire, pair: string): Wire {
  const known = wire.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  return withHeader(wire, 'Cookie', known === undefined ? pair : `${known}; ${pair}`);
}

/** `wire` with a pair added to its query. */
export const withQuery = (wire: Wire, pair: string): Wire => ({
  ...wire,
  target: `${wire.target}${wire.target.includes('?') ? '&' : '?'}${pair}`,
});
