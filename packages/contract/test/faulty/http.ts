import { createServer, type Server, type Socket } from 'node:net';

/** A request as it arrived. */
export interface Incoming {
  method: string;
  target: string;
  version: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** Header lines after a chunked body. */
  trailer?: string;
  socket: Socket;
  /** How many requests came before it on this connection. */
  nth: number;
}

/** An answer as it goes out. */
export interface Reply {
  status: number;
  reason?: string;
  headers: [name: string, value: string][];
  body: Buffer | string;
}

export interface Wires {
  handle(request: Incoming): Promise<Reply>;
  /** Writes a reply; the default is Content-Length and a head with CR LF. */
  write?: (socket: Socket, reply: Reply, request: Incoming) => void | Promise<void>;
  /** Answers from the head alone, before the body has come. */
  early?: (request: Incoming, announced: number) => Reply | undefined;
  /** Skips checks of HTTP by name. */
  skip?: Set<string>;
  /** Leave to send a body. */
  onExpect?: 'continue' | 'fail' | 'ignore';
  onOldVersion?: Reply;
  onNoHost?: Reply;
}

export const value = ({ headers }: Incoming, name: string): string | undefined => {
  const found = headers.filter(([known]) => known.toLowerCase() === name);
  return found.length > 0 ? found.map(([, text]) => text).join(', ') : undefined;
};

export function bytesOf(reply: Reply, eol = '\r\n'): Buffer {
  const { status, reason = 'OK', headers, body } = reply;
  const bytes = Buffer.from(body as string);
  const hasLength = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name)) || status === 204;
  const all = hasLength ? headers : [...headers, ['Content-Length', String(bytes.length)]];
  const head = [`HTTP/1.1 ${status} ${reason}`, ...all.map(([name, text]) => `${name}: ${text}`), '', ''].join(eol);
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

const longestHead = 2 ** 16;
const longestBody = 2 ** 21;
const tooLarge = (status: number): Reply => ({
  status,
  reason: 'Too Large',
  headers: [['Connection', 'close']],
  body: '',
});

/** A small, correct HTTP/1.1 server over sockets, so that raw faults are possible. */
export function serve(wires: Wires): Server {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    void converse(socket, wires).catch(() => socket.destroy());
  });
  return server;
}

/** Waits for more bytes; false when there will be none. */
function moreOf(socket: Socket, take: (chunk: Buffer) => void): () => Promise<boolean> {
  const chunks: Buffer[] = [];
  let hasEnded = false;
  let wake = (): void => {};
  socket.on('data', (chunk: Buffer) => (chunks.push(chunk), wake()));
  for (const end of ['end', 'close']) socket.on(end, () => ((hasEnded = true), wake()));
  return async () => {
    if (chunks.length === 0 && !hasEnded) await new Promise<void>((resolve) => (wake = resolve));
    const chunk = chunks.shift();
    if (chunk) take(chunk);
    return chunk !== undefined;
  };
}

async function converse(socket: Socket, wires: Wires): Promise<void> {
  let bytes: Buffer = Buffer.alloc(0);
  const more = moreOf(socket, (chunk) => (bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])));
  const write = wires.write ?? ((to, reply) => void to.write(bytesOf(reply)));
  for (let nth = 0; ; nth += 1) {
    while (!bytes.includes('\r\n\r\n')) {
      if (bytes.length > longestHead && !wires.skip?.has('size')) return void socket.end(bytesOf(tooLarge(431)));
      if (bytes.length > 0 && wires.skip?.has('pieces'))
        return void socket.end(
          bytesOf({ status: 400, reason: 'Refused', headers: [['Connection', 'close']], body: '' }),
        );
      if (!(await more())) return void socket.end();
    }
    const end = bytes.indexOf('\r\n\r\n');
    const [line = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
    bytes = bytes.subarray(end + 4);
    const [method = '', target = '', version = ''] = line.split(' ');
    const request: Incoming = {
      method,
      target: target.replace(/^https?:\/\/[^/]+/i, ''),
      version,
      headers: [],
      body: Buffer.alloc(0),
      socket,
      nth,
    };
    const refuse = (status: number): void =>
      void socket.end(bytesOf({ status, reason: 'Refused', headers: [['Connection', 'close']], body: '' }));
    for (const header of lines) {
      const colon = header.indexOf(':');
      const name = header.slice(0, colon);
      if (colon < 0 || (/\s/.test(name) && !wires.skip?.has('header-name'))) return refuse(400);
      const content = header.slice(colon + 1);
      request.headers.push([name.trim(), wires.skip?.has('trim') ? content.slice(1) : content.trim()]);
    }
    const length = value(request, 'content-length');
    const coding = value(request, 'transfer-encoding');
    if (!/^[A-Z]+$/.test(method) && !wires.skip?.has('method-case')) return refuse(400);
    if (
      !wires.skip?.has('framing') &&
      ((length !== undefined && !/^\d+$/.test(length)) || (length !== undefined && coding !== undefined))
    )
      return refuse(400);
    if (coding !== undefined && coding.toLowerCase() !== 'chunked' && !wires.skip?.has('framing')) return refuse(501);
    const hosts = request.headers.filter(([name]) => name.toLowerCase() === 'host').length;
    if (hosts > 1 && !wires.skip?.has('hosts')) return refuse(400);
    if (request.headers.some(([, content]) => content.includes('\0')) && !wires.skip?.has('NUL')) return refuse(400);
    if (version === 'HTTP/1.1' && value(request, 'host') === undefined && !wires.skip?.has('host')) {
      if (wires.onNoHost) await write(socket, wires.onNoHost, request);
      else return refuse(400);
      return void socket.end();
    }
    if (wires.onOldVersion && version === 'HTTP/1.0') {
      await write(socket, wires.onOldVersion, request);
      return void socket.end();
    }
    if (value(request, 'expect') !== undefined && wires.onExpect !== 'ignore') {
      if (wires.onExpect === 'fail') return refuse(417);
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
    const announced = Number.parseInt(length ?? '0', 10) || 0;
    if (announced > longestBody && !wires.skip?.has('size')) {
      socket.resume();
      return void socket.end(bytesOf(tooLarge(413)));
    }
    const early = wires.early?.(request, announced);
    if (early) {
      socket.write(bytesOf(early));
      return void setTimeout(() => socket.resetAndDestroy(), 5);
    }
    if (coding !== undefined && /chunked/i.test(coding)) {
      const read = await readChunked(
        () => bytes,
        (rest) => (bytes = rest),
        more,
        wires.skip?.has('chunk-size'),
      );
      if (!read) return refuse(400);
      request.body = read.body;
      request.trailer = read.trailer;
    } else {
      // A large body comes in many pieces, which are joined once.
      const pieces: Buffer[] = [];
      for (let size = bytes.length; size < announced; size += bytes.length) {
        pieces.push(bytes);
        bytes = Buffer.alloc(0);
        if (!(await more())) return void socket.end();
      }
      bytes = Buffer.concat([...pieces, bytes]);
      request.body = bytes.subarray(0, announced);
      bytes = bytes.subarray(announced);
    }
    const reply = await wires.handle(request);
    await write(socket, reply, request);
    const isLast =
      version === 'HTTP/1.0' ||
      /close/i.test(value(request, 'connection') ?? '') ||
      reply.headers.some(([name, text]) => name === 'Connection' && text === 'close');
    if (isLast && !wires.skip?.has('close')) return void socket.end();
  }
}

async function readChunked(
  get: () => Buffer,
  set: (rest: Buffer) => void,
  more: () => Promise<boolean>,
  isLenient = false,
): Promise<{ body: Buffer; trailer: string } | undefined> {
  const parts: Buffer[] = [];
  for (;;) {
    while (!get().includes('\r\n')) if (!(await more())) return undefined;
    const end = get().indexOf('\r\n');
    const size = get().subarray(0, end).toString('latin1');
    if (!(isLenient ? /^(0x)?[\da-f]+$/i : /^[\da-f]+$/i).test(size)) return undefined;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      while (!get().includes('\r\n\r\n')) if (!(await more())) return undefined;
      const last = get().indexOf('\r\n\r\n');
      const trailer = get().subarray(end, last).toString('latin1');
      set(get().subarray(last + 4));
      return { body: Buffer.concat(parts), trailer };
    }
    while (get().length < end + 2 + length + 2) if (!(await more())) return undefined;
    parts.push(get().subarray(end + 2, end + 2 + length));
    set(get().subarray(end + 2 + length + 2));
  }
}
