import { codeOf } from './codes.ts';
import { answer, envelope, moved, type Reply } from './gateway.ts';
import { mediaType, success as documented } from './sample.ts';

/** A situation on the wire: what the caller is told, and whether the client sends again by itself. */
export interface Situation {
  situation: string;
  /** Name of the error's class; undefined where the call succeeds. */
  error?: string;
  outcome?: 'not-applied' | 'unknown';
  retried?: true;
  /** What the gateway does; a name where there is no gateway to answer. */
  reply: Reply | 'no listener' | 'no such host' | 'plain text on the TLS port' | 'an untrusted certificate';
  timeout?: number;
  /** The transport for which it holds, where it does not hold for both. */
  over?: 'the platform' | 'the transport for Node';
}

const unusable = { error: 'UnusableAnswerError', outcome: 'unknown' } as const;
const turnedAway = { error: 'UnusableAnswerError', outcome: 'not-applied' } as const;
const broke = { error: 'ConnectionError', outcome: 'unknown' } as const;
const unsent = { error: 'ConnectionError', outcome: 'not-applied' } as const;
const late = { error: 'TimeoutError', outcome: 'unknown', timeout: 100 } as const;
const success = '{"message":"","retcode":"0","result":{}}';
const status = (text: string, ...headers: string[]): Uint8Array =>
  answer('<p>no</p>', { status: text, type: 'text/html', headers });

/** What can come instead of a refusal that the contract lists. Rows of the table in the README, and cases of the tests. */
export const situations: Situation[] = [
  { situation: 'connection refused', ...unsent, retried: true, reply: 'no listener' },
  { situation: 'unknown host name', ...unsent, reply: 'no such host' },
  {
    situation: 'TLS handshake failed, seen by the transport for Node',
    ...unsent,
    reply: 'plain text on the TLS port',
    over: 'the transport for Node',
  },
  {
    situation: 'TLS failed, over another `fetch`, which does not say when',
    ...broke,
    reply: 'plain text on the TLS port',
    over: 'the platform',
  },
  {
    situation: 'certificate not trusted, seen by the transport for Node',
    ...unsent,
    reply: 'an untrusted certificate',
    over: 'the transport for Node',
  },
  {
    situation: 'certificate not trusted, over another `fetch`, which does not say when',
    ...broke,
    reply: 'an untrusted certificate',
    over: 'the platform',
  },
  { situation: 'connection reset', ...broke, reply: (socket) => socket.resetAndDestroy() },
  { situation: 'connection closed without an answer', ...broke, reply: (socket) => socket.end() },
  {
    situation: 'connection closed within the head',
    ...broke,
    reply: (socket) => socket.end(`HTTP/1.1 ${documented} OK\r\nContent-Ty`),
  },
  { situation: 'body cut short', ...broke, reply: (socket) => socket.end(moved.subarray(0, -3)) },
  {
    situation: 'chunked body without its last chunk',
    ...broke,
    reply: (socket) =>
      socket.end(
        `HTTP/1.1 ${documented} OK\r\nContent-Type: ${mediaType}\r\nTransfer-Encoding: chunked\r\n\r\n28\r\n${success}\r\n`,
      ),
  },
  { situation: 'no HTTP', ...broke, reply: 'SSH-2.0-OpenSSH_9.7\r\n' },
  { situation: 'no answer in time', ...late, reply: () => {} },
  { situation: 'body not complete in time', ...late, reply: (socket) => socket.write(moved.subarray(0, -3)) },
  {
    situation: '200 with a body that its Content-Encoding does not decode',
    ...unusable,
    reply: answer('no gzip', { headers: ['Content-Encoding: gzip'] }),
  },
  { situation: '200 with HTML', ...unusable, reply: answer('<p>Welcome</p>', { type: 'text/html' }) },
  { situation: '200 with JSON in another media type', ...unusable, reply: answer(success, { type: 'text/plain' }) },
  {
    situation: '200 with two media types',
    ...unusable,
    reply: answer(success, { type: `${mediaType}\r\nContent-Type: text/html` }),
  },
  { situation: '200 without a media type', ...unusable, reply: answer(success, { type: '' }) },
  {
    situation: '200 in another charset',
    ...unusable,
    reply: answer(success, { type: `${mediaType}; charset=ISO-8859-1` }),
  },
  { situation: '200 with an empty body', ...unusable, reply: answer('') },
  { situation: '200 with broken JSON', ...unusable, reply: answer('{"message":"","retcode":"0",}') },
  { situation: '200 with bytes after the JSON', ...unusable, reply: answer(`${success}x`) },
  { situation: '200 with a byte order mark', ...unusable, reply: answer(`\uFEFF${success}`) },
  {
    situation: '200 with invalid UTF-8',
    ...unusable,
    reply: answer(Buffer.from('{"message":"\xff","retcode":"0"}', 'latin1')),
  },
  {
    situation: '200 with a member twice',
    ...unusable,
    reply: answer(`{"message":"","retcode":"${codeOf('failed')}","retcode":"0"}`),
  },
  {
    situation: '200 with a member `__proto__`',
    ...unusable,
    reply: answer('{"message":"","retcode":"0","__proto__":{}}'),
  },
  {
    situation: '200 with a number that JavaScript rounds',
    ...unusable,
    reply: answer('{"message":"","retcode":"0","n":9007199254740993}'),
  },
  { situation: '200 with a result code that is no string', ...unusable, reply: envelope(0) },
  { situation: '200 without a result code', ...unusable, reply: answer('{"message":""}') },
  { situation: '200, success, with a required member missing', ...unusable, reply: envelope('0', {}) },
  { situation: '200, success, with a member that is tolerated', reply: envelope('0', { message: '', result: '' }) },
  { situation: 'more than 1 MiB', ...unusable, reply: answer(`{"message":"${'x'.repeat(1_048_576)}","retcode":"0"}`) },
  {
    situation: '201, 204 or another 2xx',
    ...unusable,
    reply: answer(success, { status: `${documented === 201 ? 200 : 201} Created` }),
  },
  { situation: 'a redirect', ...unusable, reply: status('307 Temporary Redirect', 'Location: /elsewhere') },
  ...[
    '401 Unauthorized',
    '404 Not Found',
    '405 Method Not Allowed',
    '413 Content Too Large',
    '415 Unsupported Media Type',
  ].map((line): Situation => ({ situation: line, ...turnedAway, reply: status(line) })),
  {
    situation: '429 Too Many Requests',
    ...turnedAway,
    retried: true,
    reply: status('429 Too Many Requests', 'Retry-After: 0'),
  },
  ...['400 Bad Request', '403 Forbidden', '500 Internal Server Error', '502 Bad Gateway'].map((line): Situation => ({
    situation: line,
    ...unusable,
    reply: status(line),
  })),
  { situation: '503 Service Unavailable', ...unusable, reply: status('503 Service Unavailable', 'Retry-After: 0') },
];
