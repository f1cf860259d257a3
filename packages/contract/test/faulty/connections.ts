import { fault, header, own, refusal, replies, timeoutMs, type Fault } from './fault.ts';
import { guid } from './document.ts';
import { envelope, plain, type Change } from './gateway.ts';
import { bytesOf, value, type Incoming, type Reply } from './http.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const head = (change: (text: string) => string): Change => ({
  write: (socket, reply) => {
    const bytes = bytesOf(reply).toString('latin1');
    const at = bytes.indexOf('\r\n\r\n') + 4;
    socket.write(Buffer.from(change(bytes.slice(0, at)) + bytes.slice(at), 'latin1'));
  },
});
const chunked = (reply: Reply, ...ends: string[]): Buffer => {
  const body = String(reply.body);
  const whole: Reply = { ...reply, headers: [...reply.headers, ['Transfer-Encoding', 'chunked']], body: '' };
  return Buffer.concat([
    bytesOf(whole),
    Buffer.from(`${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`),
    Buffer.from(ends.join('')),
  ]);
};
const slow = (ms: (request: Incoming) => number): Change => ({
  reply: async (reply, { request }) => (await wait(ms(request)), reply),
});
const callid = ({ body }: Incoming): string => /"callid":"([^"]*)"/.exec(body.toString())?.[1] ?? '';
const allows = (list: string): Change =>
  replies(
    (call) => !call.isOwn,
    (reply) => (reply.status === 204 || reply.status === 405 ? { ...reply, headers: [['Allow', list]] } : reply),
  );

/** Faults of methods, of the connection and of what lasts. */
export const connectionFaults: Fault[] = [
  ...['GET', 'POST', 'PATCH', 'DELETE'].map((method) =>
    fault(`${method} executes`, 'method/undocumented', {
      leaves: [method],
      ...(method === 'GET' || method === 'DELETE'
        ? { text: (bytes: Buffer) => bytes.toString() || '{"callid":"a","skillid":1}', isMediaType: () => true }
        : {}),
    }),
  ),
  fault('an unknown method executes', 'method/undocumented', {
    leaves: ['PROPFIND', 'FROB'],
    text: (bytes) => bytes.toString() || '{"callid":"a","skillid":1}',
    isMediaType: (type) => type === '' || type.startsWith('application/json'),
  }),
  fault(
    'unsupported method answered 200 with a failure code',
    'method/status',
    replies(
      (call) => !call.isOwn,
      (reply) => (reply.status === 405 ? envelope('000-002') : reply),
    ),
  ),
  fault(
    'unsupported method redirected',
    'method/status',
    replies(
      (call) => !call.isOwn,
      (reply) => (reply.status === 405 ? plain(303, 'See Other', [['Location', '/']]) : reply),
    ),
  ),
  fault(
    'unsupported method breaks the gateway',
    'status/server-error',
    replies(
      (call) => !call.isOwn,
      (reply) => (reply.status === 405 ? plain(500, 'Error') : reply),
    ),
  ),
  fault('Allow lists DELETE', 'method/allow', allows('PUT, OPTIONS, DELETE')),
  fault('Allow without PUT', 'method/allow', allows('GET, OPTIONS')),
  fault(
    '405 without Allow',
    'method/allow',
    replies(
      (call) => !call.isOwn,
      (reply) => (reply.status === 405 ? plain(405, 'No') : reply),
    ),
  ),
  fault('OPTIONS executes', 'method/options', {
    leaves: ['options', 'OPTIONS'],
    text: (bytes) => bytes.toString() || '{"callid":"a","skillid":1}',
    isMediaType: () => true,
  }),
  fault(
    'TRACE sends the request back',
    'method/trace',
    replies(
      (call) => call.request.method === 'TRACE',
      (_, { request }) => ({
        ...plain(200, 'OK', [['Content-Type', 'message/http']]),
        body: `TRACE ${request.target} HTTP/1.1\r\n${request.headers.map(([name]) => name).join('\r\n')}`,
      }),
    ),
  ),
  fault('method in small letters executes', 'method/case', {
    skip: new Set(['method-case']),
    method: ({ method }) => method.toUpperCase(),
  }),
  fault('the override header counts', 'method/override', {
    method: (request) => value(request, 'x-http-method-override') ?? request.method,
  }),
  fault('the path is matched without case', 'method/path-case', { path: (target) => target.toLowerCase() }),
  fault('a slash at the end executes', 'method/path-twin', { path: (target) => target.replace(/\/(\?|$)/, '$1') }),
  fault('double slashes execute', 'method/path-twin', { path: (target) => target.replaceAll('//', '/') }),
  fault('a suffix executes', 'method/path-twin', { path: (target) => target.replace('.json', '') }),
  fault('a longer path executes', 'method/path-twin', { path: (target) => target.replace('/more', '') }),
  fault(
    'unknown paths are redirected',
    'method/unknown-path',
    replies(
      (call) => call.request.target.includes('nothing'),
      () => plain(302, 'Found', [['Location', '/']]),
    ),
  ),
  fault(
    'HEAD has a body',
    'transport/head-body',
    replies(
      (call) => call.request.method === 'HEAD',
      (reply) => ({ ...reply, body: 'no' }),
    ),
  ),

  fault(
    'never answers',
    'transport/first-byte',
    slow(() => 60 * timeoutMs),
  ),
  fault(
    'the first byte is late',
    'transport/first-byte',
    slow(() => 1.6 * timeoutMs),
  ),
  fault('a body a byte at a time', 'transport/stall', {
    write: async (socket, reply) => {
      const bytes = bytesOf(reply);
      socket.write(bytes.subarray(0, -10));
      for (const byte of bytes.subarray(-10)) {
        await wait(800);
        socket.write(Buffer.from([byte]));
      }
    },
  }),
  fault('the body stops', 'transport/stall', {
    write: (socket, reply) => void socket.write(bytesOf(reply).subarray(0, -5)),
  }),
  fault('Content-Length too long, then close', 'transport/truncated', {
    write: (socket, reply) => void socket.end(bytesOf(reply).subarray(0, -5)),
  }),
  fault('no last chunk, then close', 'transport/truncated', {
    write: (socket, reply) => void socket.end(chunked(reply)),
  }),
  fault('reset in the body', 'transport/truncated', {
    write: (socket, reply) => {
      socket.write(bytesOf(reply).subarray(0, -5));
      setTimeout(() => socket.resetAndDestroy(), 10);
    },
  }),
  fault('closes without an answer', 'transport/no-answer', {
    write: (socket, reply) => void socket.end(reply.status === 404 ? bytesOf(reply) : ''),
  }),
  fault('Content-Length too short', 'transport/unsolicited', {
    write: (socket, reply) =>
      void socket.write(
        bytesOf({
          ...reply,
          headers: [...reply.headers, ['Content-Length', String(Math.max(0, Buffer.byteLength(reply.body) - 3))]],
        }),
      ),
  }),
  fault('a second answer', 'transport/unsolicited', {
    write: (socket, reply) => {
      socket.write(bytesOf(reply));
      socket.write(bytesOf(reply));
    },
  }),
  fault('a second answer, later', 'transport/unsolicited', {
    write: (socket, reply) => {
      socket.write(bytesOf(reply));
      setTimeout(() => socket.write(bytesOf(reply)), 60);
    },
  }),
  fault('both framings', 'transport/framing', {
    write: (socket, reply) =>
      void socket.write(chunked({ ...reply, headers: [...reply.headers, ['Content-Length', '5']] }, '0\r\n\r\n')),
  }),
  fault('two lengths', 'transport/framing', {
    write: (socket, reply) =>
      void socket.write(
        bytesOf({
          ...reply,
          headers: [
            ...reply.headers,
            ['Content-Length', String(Buffer.byteLength(reply.body))],
            ['Content-Length', '7'],
          ],
        }),
      ),
  }),
  fault('a chunk size that is none', 'transport/framing', {
    write: (socket, reply) =>
      void socket.end(
        Buffer.from(
          chunked(reply, '0\r\n\r\n')
            .toString('latin1')
            .replace(/\r\n\r\n\w+/, '\r\n\r\nxyz'),
          'latin1',
        ),
      ),
  }),
  fault('chunks for HTTP/1.0', 'transport/framing', {
    write: (socket, reply, request) =>
      void socket.write(
        request.version === 'HTTP/1.0'
          ? Buffer.from(chunked(reply, '0\r\n\r\n').toString('latin1').replace('HTTP/1.1', 'HTTP/1.0'), 'latin1')
          : bytesOf(reply),
      ),
  }),
  fault('bare LF', 'transport/head-syntax', { write: (socket, reply) => void socket.write(bytesOf(reply, '\n')) }),
  fault(
    'one bare LF',
    'transport/head-syntax',
    head((each) => each.replace('\r\n', '\n')),
  ),
  fault(
    'a folded header',
    'transport/head-syntax',
    head((each) => each.replace('\r\n', '\r\nX-A: b\r\n c\r\n')),
  ),
  fault(
    'a header without a colon',
    'transport/head-syntax',
    head((each) => each.replace('\r\n', '\r\nbroken\r\n')),
  ),
  fault(
    'a blank before the colon',
    'transport/head-syntax',
    head((each) => each.replace('Content-Type:', 'Content-Type :')),
  ),
  fault(
    'a control character in a header',
    'transport/head-syntax',
    head((each) => each.replace('\r\n', '\r\nX-A: b\x01c\r\n')),
  ),
  fault(
    'a status line without a version',
    'transport/head-syntax',
    head((each) => each.replace('HTTP/1.1', 'HTTP')),
  ),
  fault('48 KB of header', 'transport/head-size', header('X-Trace', 'a'.repeat(48_000))),
  fault('a body without an end', 'transport/flood', {
    write: (socket, reply) => {
      socket.write(bytesOf({ ...reply, headers: [...reply.headers, ['Transfer-Encoding', 'chunked']], body: '' }));
      socket.write(`500000\r\n${'a'.repeat(0x500000)}\r\n`);
    },
  }),
  fault('103 many times', 'transport/interim', {
    write: (socket, reply) =>
      void socket.write(Buffer.concat([Buffer.from('HTTP/1.1 103 Early\r\n\r\n'.repeat(5)), bytesOf(reply)])),
  }),
  fault('100 that nobody asked for', 'transport/interim', {
    write: (socket, reply) =>
      void socket.write(Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), bytesOf(reply)])),
  }),
  fault('announces close, and stays open', 'transport/close', header('connection', 'close')),
  fault('chunk sizes as JavaScript reads them', 'transport/request-framing', { skip: new Set(['chunk-size']) }),
  fault('two Hosts are carried out', 'transport/request-framing', { skip: new Set(['hosts']) }),
  fault(
    'what a request lacks is taken from the one before on its connection',
    'accepts/required',
    (() => {
      const last = new WeakMap<object, object>();
      return {
        bind: (body, { socket }) => {
          const whole = { ...last.get(socket), ...body };
          last.set(socket, whole);
          return whole;
        },
      } satisfies Change;
    })(),
  ),
  fault('closes without saying so', 'transport/keep-alive', {
    write: (socket, reply) => void socket.end(bytesOf(reply)),
  }),
  fault('the second request on a connection is not answered', 'transport/first-byte', {
    write: (socket, reply, { nth }) => void (nth === 0 && socket.write(bytesOf(reply))),
  }),
  fault('the second request on a connection is refused', 'state/connection', {
    refuse: ({ request }) => (request.nth > 0 ? '100-007' : undefined),
  }),
  fault('of two requests at once the second is answered first', 'transport/pipeline', {
    write: (socket, reply, { nth }) => {
      // Held back for a moment, in case another request has come with it.
      const held = nth === 0 ? setTimeout(() => socket.writable && socket.write(bytesOf(reply)), 40) : undefined;
      if (!held) socket.write(bytesOf(reply));
    },
  }),
  fault('the connection stays open after close', 'transport/close', { skip: new Set(['close']) }),
  fault('only the first of two requests at once is answered', 'transport/pipeline', {
    write: (socket, reply, { nth }) =>
      void (nth === 0
        ? socket.write(bytesOf(reply))
        : setTimeout(() => socket.writable && socket.write(bytesOf(reply)), 20 * timeoutMs).unref()),
  }),
  fault('reset after an early answer', 'transport/early-reset', {
    early: (request, length) =>
      length > 60_000 && value(request, 'guid') === undefined ? envelope('000-003') : undefined,
  }),
  fault('contradicting lengths are carried out', 'transport/request-framing', { skip: new Set(['framing']) }),
  fault('a blank in a header name is carried out', 'transport/request-framing', { skip: new Set(['header-name']) }),
  fault(
    'Date twice',
    'transport/duplicate-header',
    replies(own, (reply) => ({ ...reply, headers: [...reply.headers, ['Date', 'a'], ['Date', 'b']] })),
  ),

  fault(
    'a connection that had a key needs none',
    'auth/missing',
    (() => {
      const known = new WeakSet<object>();
      return {
        key: (request) => {
          const key = value(request, 'guid');
          if (key === guid) known.add(request.socket);
          return key ?? (known.has(request.socket) ? guid : undefined);
        },
      } satisfies Change;
    })(),
  ),
  fault(
    'a refusal spoils its connection',
    'state/connection',
    (() => {
      const spoilt = new WeakSet<object>();
      return {
        refuse: ({ request }) => (spoilt.has(request.socket) ? '100-007' : undefined),
        reply: (reply, { isSuccess, request }) => {
          if (!isSuccess) spoilt.add(request.socket);
          return reply;
        },
      } satisfies Change;
    })(),
  ),
  fault('chunks in HTTP/1.1 for HTTP/1.0', 'transport/framing', {
    write: (socket, reply, request) =>
      void socket.write(request.version === 'HTTP/1.0' ? chunked(reply, '0\r\n\r\n') : bytesOf(reply)),
  }),
  fault('the path is written into a header', 'transport/injected', {
    write: (socket, reply, request) => {
      const line = /%0D%0A(X-[^/]*)/.exec(request.target)?.[1];
      socket.write(
        Buffer.from(
          bytesOf(reply)
            .toString('latin1')
            .replace('\r\n', line ? `\r\n${decodeURIComponent(line)}\r\n` : '\r\n'),
          'latin1',
        ),
      );
    },
  }),
  fault('a repeat is refused', 'state/repeat', {
    refuse: ({ request }, state) => {
      const key = request.body.toString('latin1') + String(value(request, 'guid'));
      const count = (state.seen.get(key) ?? 0) + 1;
      state.seen.set(key, count);
      return count > 1 && request.method === 'PUT' ? '000-007' : undefined;
    },
  }),
  fault('every second success is refused', 'state/repeat', {
    refuse: (_, state) => (state.requests % 2 === 0 ? '100-007' : undefined),
  }),
  fault(
    'the failure code changes',
    'state/steady',
    replies(refusal, (reply, _, state) =>
      envelope(state.refusals % 2 === 0 ? '000-002' : '000-006', String(reply.status)),
    ),
  ),
  fault(
    'the status of a refusal changes',
    'state/steady',
    replies(refusal, (reply, _, state) => (state.refusals % 2 === 0 ? { ...reply, status: 400 } : reply)),
  ),
  fault('a session dies after thirty calls', 'state/drift', {
    refuse: (_, state) => (state.successes > 30 ? '000-003' : undefined),
  }),
  fault(
    'two at once are refused',
    'state/concurrent',
    (() => {
      let busy = 0;
      return {
        refuse: () => (busy > 0 ? '600-001' : undefined),
        reply: async (reply) => {
          busy += 1;
          await wait(15);
          busy -= 1;
          return reply;
        },
      } satisfies Change;
    })(),
  ),
  fault(
    'time grows with callid',
    'state/growth',
    slow((request) => Math.min(900, callid(request).length ** 2 / 900)),
  ),
  fault(
    'time grows exponentially with callid',
    'state/growth',
    slow((request) => Math.min(900, 2 ** (callid(request).length / 2.5))),
  ),
  fault(
    'time grows with the key',
    'state/growth',
    slow((request) => (value(request, 'guid') ?? '').length / 4),
  ),
  fault(
    'time grows with agentid',
    'state/growth',
    slow((request) => request.target.length / 4),
  ),
  fault('a wrong request spoils the next one', 'state/aftermath', {
    refuse: (_, { seen, refusals }) => {
      const isSpoilt = refusals > (seen.get('refusals') ?? refusals);
      seen.set('refusals', refusals + Number(isSpoilt));
      return isSpoilt ? '100-007' : undefined;
    },
  }),
  fault('leave to send is given to HTTP/1.0', 'transport/interim', {
    write: (socket, reply, { version }) =>
      void socket.write(
        Buffer.concat([Buffer.from(version === 'HTTP/1.0' ? 'HTTP/1.1 100 Continue\r\n\r\n' : ''), bytesOf(reply)]),
      ),
  }),
  fault(
    'an unknown path gets the start page',
    'method/unknown-path',
    replies(
      (call) => !call.isOwn,
      (reply) =>
        reply.status === 404
          ? { status: 200, reason: 'OK', headers: [['Content-Type', 'text/html']], body: '<p>' }
          : reply,
    ),
  ),
  fault('unknown paths break the gateway', 'method/unknown-path', {
    reply: (reply, { isOwn }) => (!isOwn && reply.status === 404 ? plain(500, 'Error') : reply),
  }),
  fault('a second request at a time breaks the gateway', 'state/concurrent', {
    reply: async (reply, { isSuccess }, { seen }) => {
      if (!isSuccess) return reply;
      const under = (seen.get('under way') ?? 0) + 1;
      seen.set('under way', under);
      await wait(10);
      seen.set('under way', seen.get('under way')! - 1);
      return under > 1 ? plain(500, 'Error') : reply;
    },
  }),
];
