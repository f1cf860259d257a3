import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createGatewayClient, GatewayError } from '../src/index.ts';
import { createNodeFetch } from '../src/node/index.ts';
import { codeOf } from './codes.ts';
import { answer, args, guid, moved, startGateway, type Reply } from './gateway.ts';
import { mediaType, success as status } from './sample.ts';

const nodeFetch = createNodeFetch({ proxy: false });
afterAll(() => nodeFetch.close());

const body = '{"message":"","retcode":"0","result":{}}';
const head = `HTTP/1.1 ${status} OK\r\nContent-Type: ${mediaType}\r\n`;
const whole = `Content-Length: ${body.length}\r\n\r\n${body}`;
const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n`;
/** Writes the same again and again, until nobody listens. */
const endless =
  (text: string, first = ''): Reply =>
  (socket) => {
    const write = (): void => void (socket.writable && socket.write(text, () => setImmediate(write)));
    socket.write(first, write);
  };
const times = (count: number, bytes: Uint8Array): Uint8Array =>
  count === 0 ? bytes : times(count - 1, gzipSync(bytes));
const codings = (count: number): string => `Content-Encoding: ${Array(count).fill('gzip').join(', ')}`;

/** What a gateway that has carried out a call may answer, and what a caller can know then. */
const answers: Record<string, [Reply, outcome: 'applied' | 'unknown' | 'not-applied']> = {
  'one media type twice': [answer(body, { headers: [`Content-Type: ${mediaType}; charset=utf-8`] }), 'applied'],
  'two lengths that differ': [`${head}Content-Length: 4\r\n${whole}`, 'unknown'],
  'a list of lengths': [`${head}Content-Length: 40, 4\r\n\r\n${body}`, 'unknown'],
  'a length beside chunks': [`${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunks}\r\n`, 'unknown'],
  'a length below zero': [`${head}Content-Length: -1\r\n\r\n${body}`, 'unknown'],
  'a length that no number holds': [`${head}Content-Length: 99999999999999999999\r\n\r\n${body}`, 'unknown'],
  'a length that is too long': [(socket) => socket.end(`${head}Content-Length: 400\r\n\r\n${body}`), 'unknown'],
  'a length that is too short': [`${head}Content-Length: 39\r\n\r\n${body}`, 'unknown'],
  'no length, and the end': [(socket) => socket.end(`${head}\r\n${body}`), 'applied'],
  'no head at all': [(socket) => socket.end(body), 'unknown'],
  'a chunk of more than any number': [`${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`, 'unknown'],
  'chunks with trailers': [`${head}Transfer-Encoding: chunked\r\n\r\n${chunks}X: y\r\n\r\n`, 'applied'],
  'bytes after the last chunk': [`${head}Transfer-Encoding: chunked\r\n\r\n${chunks}\r\nmore`, 'applied'],
  'a head of 40 KB': [`${head}X: ${'x'.repeat(40_000)}\r\n${whole}`, 'unknown'],
  'a head without an end': [endless(`X-More: ${'y'.repeat(1000)}\r\n`, head), 'unknown'],
  'a thousand early hints': [
    (socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000), () => socket.write(moved)),
    'applied',
  ],
  'an unasked 100 without an end': [endless('HTTP/1.1 100 Continue\r\n\r\n'), 'unknown'],
  'a line that is no header': [`${head}nonsense\r\n${whole}`, 'unknown'],
  'a folded header': [`${head}X: a\r\n b\r\n${whole}`, 'unknown'],
  'a NUL in a header': [`${head}X: a\0b\r\n${whole}`, 'unknown'],
  'line ends without CR': [`${head}${whole}`.replaceAll('\r', ''), 'unknown'],
  'status 000': ['HTTP/1.1 000 None\r\nContent-Length: 0\r\n\r\n', 'unknown'],
  'status 999': ['HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n', 'unknown'],
  'status 1000': ['HTTP/1.1 1000 Odd\r\nContent-Length: 0\r\n\r\n', 'unknown'],
  'a 304': ['HTTP/1.1 304 Not Modified\r\n\r\n', 'unknown'],
  'a 407': [answer('', { status: '407 Proxy', headers: ['Proxy-Authenticate: Basic'] }), 'unknown'],
  'a 408 for an idle connection, and the end': [
    (socket) => socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    'unknown',
  ],
  'a 425': [answer('', { status: '425 Too Early' }), 'unknown'],
  'a 413 before the body was read, and the end': [
    (socket) => socket.end('HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n'),
    'not-applied',
  ],
  'a 401 whose body is cut': [
    (socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\nabc'),
    'not-applied',
  ],
  'a refusal whose body is cut': [
    (socket) =>
      socket.end(`${head}Content-Length: 80\r\n\r\n${JSON.stringify({ message: '', retcode: codeOf('refused') })}`),
    'unknown',
  ],
  'a redirect to no address': [answer('', { status: '302 Found', headers: ['Location: http://[::1'] }), 'unknown'],
  'a redirect elsewhere': [answer('', { status: '308 There', headers: ['Location: http://127.0.0.1:1/'] }), 'unknown'],
  'a redirect to nowhere': [answer('', { status: '303 See Other' }), 'unknown'],
  'an error without an end': [endless('x'.repeat(1000), 'HTTP/1.1 500 Error\r\n\r\n'), 'unknown'],
  'a success without an end': [endless(' '.repeat(100_000), `${head}\r\n`), 'unknown'],
  'fifty megabytes in gzip': [answer(gzipSync(Buffer.alloc(50_000_000)), { headers: [codings(1)] }), 'unknown'],
  'gzip in six layers': [answer(times(6, Buffer.from(body)), { headers: [codings(6)] }), 'unknown'],
  'gzip in five layers': [answer(times(5, Buffer.from(body)), { headers: [codings(5)] }), 'applied'],
  'gzip in two members': [
    answer(Buffer.concat([gzipSync(body.slice(0, 9)), gzipSync(body.slice(9))]), { headers: [codings(1)] }),
    'applied',
  ],
  'bytes after the gzip': [
    answer(Buffer.concat([gzipSync(body), Buffer.from('more')]), { headers: [codings(1)] }),
    'unknown',
  ],
  cookies: [answer(body, { headers: ['Set-Cookie: a=b', 'Set-Cookie: c=d'] }), 'applied'],
};

const cases = Object.entries(answers).flatMap(([what, [reply, outcome]]) => [
  { what, reply, outcome, transport: 'the platform', fetch: undefined },
  { what, reply, outcome, transport: 'the transport for Node', fetch: nodeFetch },
]);

test.each(cases)('$what over $transport: $outcome, of a call that was sent once', async ({ reply, outcome, fetch }) => {
  await using gateway = await startGateway(reply);
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch });
  const error: unknown = await client.assignUserInQueue(args).catch((thrown: unknown) => thrown);
  if (outcome === 'applied') expect(error).toMatchObject({ retcode: '0' });
  else {
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ outcome, retryable: false, attempts: 1 });
    const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(printed).not.toContain(guid.slice(0, 8));
  }
  expect(gateway.requests).toHaveLength(1);
});

const following: Record<string, Reply> = {
  'a second answer': Buffer.concat([moved, moved]),
  'half of a second answer': Buffer.concat([moved, moved.subarray(0, 20)]),
  'bytes that are no answer': Buffer.concat([moved, Buffer.from('xx')]),
};
test.each(
  Object.entries(following).flatMap(([what, reply]) => [
    { what, reply, transport: 'the platform', fetch: undefined },
    { what, reply, transport: 'the transport for Node', fetch: nodeFetch },
  ]),
)('$what behind an answer answers no call that follows, over $transport', async ({ reply, fetch }) => {
  await using gateway = await startGateway(reply, answer('', { status: '404 Not Found' }));
  const client = createGatewayClient({ baseUrl: gateway.baseUrl, guid, fetch });
  await client.assignUserInQueue(args);
  await expect(client.assignUserInQueue(args)).rejects.toMatchObject({ status: 404, outcome: 'not-applied' });
  expect(gateway.requests).toHaveLength(2);
});
