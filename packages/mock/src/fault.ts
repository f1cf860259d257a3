import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './prism/types.ts';
import type { Fault } from './scenario/scenario.ts';
import { send, type Written } from './send.ts';

type Bytes = Omit<Written, 'body'> & { body: Buffer };

/** The answer with the members that a fault sets or removes; `answer` itself stays as it is. */
export function disfigure(answer: Answer, { set = {}, remove = [], status }: Fault): Answer {
  let { body } = answer;
  if (Object.keys(set).length + remove.length > 0) {
    body = structuredClone(body);
    for (const [pointer, value] of Object.entries(set)) body = replaced(body, pointer, value);
    for (const pointer of remove) body = replaced(body, pointer, undefined);
  }
  return { ...answer, body, ...(status !== undefined && { status }) };
}

/** Sends an answer with what goes wrong on its way. `signal` ends all waiting when the mock closes. */
export async function sendFaulty(
  response: ServerResponse,
  answer: Written,
  fault: Fault,
  latencyMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (latencyMs > 0) await wait(latencyMs, signal);
  if (fault.hang) return void (await once(response, 'close', { signal }));
  if (fault.reset) return reset(response);
  const { status, headers, body } = altered(answer, fault);
  if (fault.truncate === undefined && fault.drip === undefined) return send(response, { status, headers, body });
  response.writeHead(status, headers);
  const end = Math.min(fault.truncate ?? body.length, body.length);
  if (fault.drip === undefined) response.write(body.subarray(0, end));
  const start = performance.now();
  for (let at = 0; fault.drip !== undefined && at < end && !response.destroyed;) {
    // A byte that a busy machine has kept back goes out with the next: the whole takes as long as it was told to.
    const due = Math.floor((performance.now() - start) / Math.max(fault.drip, 1)) + 1;
    const next = Math.min(end, Math.max(at + 1, due));
    response.write(body.subarray(at, next));
    at = next;
    await wait(fault.drip, signal);
  }
  if (end === body.length) return void response.end();
  // Let what was written leave first.
  response.socket?.end();
}

function reset(response: ServerResponse): void {
  // A socket of TLS cannot be reset itself, the one below it can.
  const socket: (Socket & { _parent?: Socket }) | null = response.socket;
  (socket?._parent ?? socket)?.resetAndDestroy();
}

// A mock that closes finishes its answers at once.
const wait = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => {});

function altered({ status, headers, body }: Written, { empty, html, contentType, charset }: Fault): Bytes {
  const bytes = empty ? Buffer.alloc(0) : html !== undefined ? page(html) : encoded(Buffer.from(body ?? ''), charset);
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'content-type') ?? 'content-type';
  const type = contentType ?? (html === undefined ? undefined : 'text/html');
  return {
    status: html ?? status,
    headers: { ...headers, 'content-length': bytes.length, ...(type !== undefined && { [name]: type }) },
    body: bytes,
  };
}

const page = (status: number): Buffer =>
  Buffer.from(
    `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center></body>\r\n</html>\r\n`,
  );

const encoded = (body: Buffer, charset: Fault['charset']): Buffer =>
  charset === undefined ? body : Buffer.from(body.toString('utf8'), charset);

function replaced(value: unknown, pointer: string, member: unknown): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop();
  if (last === undefined) return member;
  const parent = names.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
  if (typeof parent !== 'object' || parent === null) return value;
  if (member === undefined) delete (parent as Record<string, unknown>)[last];
  else Object.defineProperty(parent, last, { value: member, enumerable: true, configurable: true, writable: true });
  return value;
}
