import { printfFormat, word, type Piece } from '../keys/mask.ts';
import { bytesOf, type Wire } from '../wire/request.ts';
import { headerOf } from '../wire/raw-answer.ts';
import type { Target } from '../wire/target.ts';

/** One shell line that sends a request again: curl, or printf into a socket where curl would mend the request. */
export function commandFor(target: Target, wire: Wire, pieces: (text: string) => Piece[]): string {
  const quoted = (text: string): string => word(pieces(text));
  const body = wire.body ?? Buffer.alloc(0);
  if (wire.framing === 'asGiven') {
    const { head } = bytesOf(wire);
    const bytes = printf(pieces(Buffer.concat([head, body]).toString('latin1')));
    const socket = target.isTls
      ? `openssl s_client -quiet -connect ${target.host}:${target.port}`
      : `nc ${target.host} ${target.port}`;
    return `${bytes} | ${socket}`;
  }
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
  if (body.length > 4_096) return `${parts.join(' ')} --data-binary @body  # ${body.length} bytes; replay sends them`;
  const text = body.toString('utf8');
  if (Buffer.from(text).equals(body) && /^[\x20-\x7e\n]*$/.test(text))
    return `${parts.join(' ')} --data-binary ${quoted(text)}`;
  return `${printf(pieces(body.toString('latin1')))} | ${parts.join(' ')} --data-binary @-`;
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
