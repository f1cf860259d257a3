import { brotliCompressSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { closed, otherGuid } from './document.ts';
import { always, header, members, own, refusal, replies, success, text, timeoutMs } from './fault.ts';
import { plain, type Call, type Change, type State } from './gateway.ts';
import { bytesOf, value } from './http.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const whole =
  (make: (body: string) => Buffer[]): NonNullable<Change['write']> =>
  (socket, reply, request) => {
    const body = String(reply.body);
    if (request.version === 'HTTP/1.0' || reply.status === 204 || request.method === 'HEAD')
      return void socket.write(bytesOf(reply));
    const { headers } = reply;
    socket.write(bytesOf({ ...reply, headers: [...headers, ['Transfer-Encoding', 'chunked']], body: '' }));
    for (const part of make(body))
      socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
    socket.write('0\r\n\r\n');
  };

/** Renews the key with each success; a key is taken until the second renewal after it. */
export const renewing: Change = {
  reply: (reply, { isSuccess }, state) => {
    if (!isSuccess) return reply;
    const next = `${String(state.successes).padStart(8, '0')}-93bd-4f06-8a7e-51d2c0b9e634.AgentGateway1`;
    state.keys = [...state.keys, next].slice(-2);
    return { ...reply, headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${next}`]] };
  },
};

const isClosed = formats
  .default(new Ajv2020({ strict: false, logger: false }))
  .compile(closed.operations[0]!.body!.contents[0]!.schema as Record<string, unknown>);

/** Keeps the closed document too. */
export const strict: Change = {
  leaves: ['callid-length', 'skillid-least', 'skillid-most'],
  bind: (body) => (isClosed(body) ? body : {}),
};

/** Says of every fourth request, when it comes for the first time, that it came too slowly, as servers do on a machine that stood still. */
const late = (): Change => {
  const known = new WeakMap<State, Set<string>>();
  const isNew = ({ request }: Call, state: State): boolean => {
    const requests = known.get(state) ?? new Set();
    known.set(state, requests);
    const { size } = requests;
    requests.add(JSON.stringify([request.target, request.headers, request.body.toString('latin1')]));
    return requests.size > size && size % 4 === 3;
  };
  return replies(isNew, () => {
    const reply = plain(408, 'Request Timeout');
    return { ...reply, headers: [...reply.headers, ['Connection', 'close']] };
  });
};

/** Gateways that keep the contract in a way of their own: nothing is found in them. */
export const variants: Record<string, Change> = {
  'as it is': {},
  '408 now and then': late(),
  'Application/JSON': header('Content-Type', 'Application/JSON'),
  'a quoted charset with blanks': header('Content-Type', 'application/json ; charset="UTF-8"'),
  'no charset': header('Content-Type', 'application/json'),
  'charset in small letters': header('Content-Type', 'application/json;charset=utf-8'),
  'another parameter': header('Content-Type', 'application/json; charset=utf-8; v=1'),
  'members in another order': members(({ message, retcode, result }) => ({ result, retcode, message })),
  'pretty-printed': text((body) => JSON.stringify(JSON.parse(body), null, 2)),
  'blanks around': text((body) => `\r\n ${body}\n`),
  'escapes in the answer': text((body) => body.replace('message', String.raw`mess\u0061ge`)),
  chunked: { write: whole((body) => (body === '' ? [] : [Buffer.from(body)])) },
  'chunked by the byte': { write: whole((body) => [...Buffer.from(body)].map((byte) => Buffer.from([byte]))) },
  'Connection: close': header('Connection', 'close', always),
  'an extra member': members((body) => ({ ...body, time: 1 })),
  'Set-GUID with the same key': replies(success, (reply, { request }) => ({
    ...reply,
    headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${value(request, 'guid')}`]],
  })),
  'X-Request-Id and Cache-Control': replies(always, (reply) => ({
    ...reply,
    headers: [
      ...reply.headers,
      ['X-Request-Id', '7'],
      ['Cache-Control', 'no-store'],
      ['Server', 'x'],
      ['Date', new Date(0).toUTCString()],
    ],
  })),
  'one refusal code for all': members((body) => ({ ...body, retcode: '999-999' }), refusal),
  '501 for an unknown method': {},
  '404 for every other method': replies(
    (call) => !call.isOwn,
    (reply) => (reply.status === 405 ? plain(404, 'Not Found') : reply),
  ),
  'OPTIONS is not allowed': replies(
    (call) => call.request.method === 'OPTIONS',
    () => plain(405, 'No', [['Allow', 'PUT']]),
  ),
  '100 ms latency': { reply: async (reply) => (await wait(100), reply) },
  'a pause, longer than the time-out, in which nothing is answered': {
    reply: async (reply, _, state) => {
      const now = performance.now();
      if (state.requests === 100) state.pausedUntil ??= now + 1.6 * timeoutMs;
      if (now < (state.pausedUntil ?? 0)) await wait(state.pausedUntil! - now);
      return reply;
    },
  },
  'uneven latency': { reply: async (reply, _, state) => (await wait(state.requests % 7 === 0 ? 60 : 0), reply) },
  'localized messages': replies(own, (reply, { request }) =>
    value(request, 'accept-language')
      ? { ...reply, body: String(reply.body).replace('"message":"', '"message":"成功') }
      : reply,
  ),
  'no reason phrase': {
    write: (socket, reply) =>
      void socket.write(
        Buffer.from(
          bytesOf(reply)
            .toString('latin1')
            .replace(/^(HTTP\/1.1 \d+) .*\r/, '$1 \r'),
          'latin1',
        ),
      ),
  },
  'header names in small letters': replies(always, (reply) => ({
    ...reply,
    headers: reply.headers.map(([name, content]) => [name.toLowerCase(), content]),
  })),
  "a router's 404 for ids outside the pattern": replies(own, (reply) =>
    String(reply.body).includes('000-002') ? plain(404, 'Not Found') : reply,
  ),
  'the head and the body apart': {
    write: async (socket, reply) => {
      const bytes = bytesOf(reply);
      const at = bytes.indexOf('\r\n\r\n') + 4;
      socket.write(bytes.subarray(0, at));
      await wait(3);
      socket.write(bytes.subarray(at));
    },
  },
  'Host is not needed': { skip: new Set(['host']) },
  '415 for another media type': replies(own, (reply, { request }) =>
    value(request, 'content-type')?.toLowerCase().startsWith('application/json') ? reply : plain(415, 'Unsupported'),
  ),
  '413 above 64 KB': {
    reply: (reply, { request }) => (request.body.length > 65_536 ? plain(413, 'Too Large') : reply),
  },
  'br where it is asked for': replies(own, (reply, { request }) =>
    /br/.test(value(request, 'accept-encoding') ?? '')
      ? { ...reply, headers: [...reply.headers, ['Content-Encoding', 'br']], body: brotliCompressSync(reply.body) }
      : reply,
  ),
  'redirects to the path as it is documented': replies(
    (call) => !call.isOwn,
    (reply, { request: { target } }) =>
      /\w\/$|\/\//.test(target)
        ? plain(308, 'Permanent Redirect', [['Location', target.replace(/\/$/, '').replaceAll('//', '/')]])
        : reply,
  ),
  'interim answers, trailers and HTTP/1.0': {
    write: (socket, reply, { version, nth }) =>
      void (version === 'HTTP/1.0'
        ? socket.end(bytesOf(reply).toString().replace('HTTP/1.1', 'HTTP/1.0'))
        : socket.write(
            Buffer.concat([
              Buffer.from(nth % 2 === 0 ? 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' : ''),
              bytesOf(reply),
            ]),
          )),
  },
  'the message says more': members((body) => ({ ...body, message: 'Lorem ipsum "dolor" \u00e9 \ud83d\ude00' })),
  'result is not empty': members((body) => ({ ...body, result: { a: [1, 2.5, null, true] } })),
  'a key that is renewed with each success': renewing,
  'an entity tag': header('ETag', '"1"'),
  'a switch-over at the start': { refuse: (_, { requests }) => (requests <= 2 ? '000-004' : undefined) },
  'a switch-over now and then': { refuse: (_, { requests }) => (requests % 40 === 0 ? '000-004' : undefined) },
  'calls that are under way are not carried out twice': {
    refuse: ({ request, agentid }, { seen }) => {
      const key = `${agentid} ${value(request, 'guid')} ${request.body.toString('hex')}`;
      const isUnderWay = (seen.get(key) ?? 0) > performance.now();
      if (!isUnderWay) seen.set(key, performance.now() + 4);
      return isUnderWay ? '000-007' : undefined;
    },
    reply: async (reply) => (await wait(4), reply),
  },
  'a call that has left its queue stays where it is': {
    refuse: ({ request }) => (value(request, 'guid') === otherGuid ? '100-006' : undefined),
    keep: ({ body }, _, { seen }) => {
      if (seen.has('moved')) return '400-001';
      if ((body as { skillid: number }).skillid !== 1) seen.set('moved', 1);
      return '0';
    },
  },
};
