import { bytesOf, type Wire } from './wire/request.ts';
import type { Target } from './wire/target.ts';

/** One shell line that sends a request again: curl, or printf into a socket where curl would mend the request. */
export function commandFor(target: Target, wire: Wire, redact: (text: string) => string, variable: string): string {
  const quoted = (text: string): string =>
    `'${redact(text).replaceAll("'", `'\\''`).replaceAll(variable, `'"${variable}"'`)}'`;
  const body = wire.body ?? Buffer.alloc(0);
  if (wire.framing === 'asGiven') {
    const { head } = bytesOf(wire);
    const bytes = escapes(redact(Buffer.concat([head, body]).toString('latin1')), variable);
    const socket = target.isTls
      ? `openssl s_client -quiet -connect ${target.host}:${target.port}`
      : `nc ${target.host} ${target.port}`;
    return `printf "${bytes}" | ${socket}`;
  }
  const url = wire.target.startsWith('/') ? `${target.origin}${wire.target}` : wire.target;
  const headers = wire.headers.filter(([name]) => name.toLowerCase() !== 'host');
  const parts = [
    'curl -isS --path-as-is',
    ...(wire.version === '1.0' ? ['--http1.0'] : []),
    `-X ${quoted(wire.method)}`,
    quoted(url),
    ...headers.map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(wire.framing === 'chunked' ? [`-H 'Transfer-Encoding: chunked'`] : []),
  ];
  if (!wire.body) return parts.join(' ');
  if (body.length > 4_096) return `${parts.join(' ')} --data-binary @body  # ${body.length} bytes; replay sends them`;
  const text = body.toString('utf8');
  if (Buffer.from(text).equals(body) && /^[\x20-\x7e\n]*$/.test(text))
    return `${parts.join(' ')} --data-binary ${quoted(text)}`;
  return `printf "${escapes(redact(body.toString('latin1')), variable)}" | ${parts.join(' ')} --data-binary @-`;
}

/** Bytes for printf between double quotes; the variable stays one. */
function escapes(bytes: string, variable: string): string {
  return bytes
    .split(variable)
    .map((part) =>
      Array.from(part)
        .map((byte) =>
          /[\w :/.,;=?&{}[\]-]/.test(byte) ? byte : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
        )
        .join(''),
    )
    .join(`\${${variable.slice(1)}}`);
}
