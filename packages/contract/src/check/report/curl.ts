import { printfFormat, word, type Piece } from '../keys/mask.ts';
import { bytesOf, type Wire } from '../wire/request.ts';
import { headerOf } from '../wire/raw-answer.ts';
import type { Target } from '../wire/target.ts';

/** More bytes than this do not stand in a line. */
const longest = 16_384;

/** One shell line that sends a request again: curl, or printf into a socket where curl would mend the request. */
export function commandFor(target: Target, wire: Wire, pieces: (text: string) => Piece[]): string {
  const quoted = (text: string): string => word(pieces(text));
  const { head, body } = bytesOf(wire);
  const socket = target.isTls
    ? `openssl s_client -quiet -connect ${target.host}:${target.port}`
    : `nc ${target.host} ${target.port}`;
  const length = head.length + body.length;
  if (head.length > longest || (wire.framing === 'asGiven' && length > longest))
    return `cat request | ${socket}  # ${length} bytes; replay sends them`;
  if (wire.framing === 'asGiven')
    return `${printf(pieces(Buffer.concat([head, body]).toString('latin1')))} | ${socket}`;
  const isPlain = /^\/[\w\-.~%!$&'()*+,;=:@/?]*$/.test(wire.target);
  const parts = [
    'curl -isS --path-as-is',
    ...(wire.version === '1.0' ? ['--http1.0'] : target.isTls ? ['--http1.1'] : []),
    wire.method === 'HEAD' ? '--head' : `-X ${quoted(wire.method)}`,
    ...(isPlain
      ? [quoted(`${target.origin}${wire.target}`)]
      : [quoted(target.origin), `--request-target ${quoted(wire.target)}`]),
    ...headersOf(target, wire).map((line) => `-H ${quoted(line)}`),
  ];
  if (!wire.body) return parts.join(' ');
  if (wire.body.length > longest)
    return `${parts.join(' ')} --data-binary @body  # ${wire.body.length} bytes; replay sends them`;
  const text = wire.body.toString('utf8');
  if (Buffer.from(text).equals(wire.body) && /^[\x20-\x7e\n]*$/.test(text))
    return `${parts.join(' ')} --data-binary ${quoted(text)}`;
  return `${printf(pieces(wire.body.toString('latin1')))} | ${parts.join(' ')} --data-binary @-`;
}

/** The header lines as curl takes them; those that it would add of its own accord are taken away. */
function headersOf({ authority }: Target, { headers, framing, body }: Wire): string[] {
  const isMissing = (name: string): boolean => headerOf(headers, name.toLowerCase()) === undefined;
  const added = ['Host', 'User-Agent', 'Accept', ...(body ? ['Content-Type'] : [])].filter(isMissing);
  return [
    ...headers
      .filter(([name, value]) => name.toLowerCase() !== 'host' || value !== authority)
      .map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`)),
    ...added.map((name) => `${name}:`),
    ...(framing === 'chunked' ? ['Transfer-Encoding: chunked'] : []),
  ];
}

/** Bytes written by printf. */
function printf(pieces: Piece[]): string {
  const format = pieces.map((piece) => (typeof piece === 'string' ? printfFormat(piece) : '%s')).join('');
  const values = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [` "${piece.shell}"`]));
  return `printf '${format}'${values.join('')}`;
}
