import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Server, Socket } from 'node:net';
import { closeServer, createMock, listen, type Mock, type Rule } from '@cc-gateway/mock';
import { isSuccess, type Contract, type Operation } from '@cc-gateway/spec';
import type { Play, Situation } from '../situations/situation.ts';
import { pairs, type Attempt } from './attempt.ts';
import { giveSpecial, written, type Success } from './specials.ts';
import type { Shown } from './certificates.ts';

/** A gateway that plays a situation. */
export interface Gateway extends AsyncDisposable {
  url: string;
  mock: Mock;
  /** What has come, in order. */
  attempts: Attempt[];
  /** The key that may be used now; undefined where none is needed. */
  keyOf(columns: Record<string, unknown>): string | undefined;
}

/** Starts a gateway on loopback, on a port of its own unless told, that plays a situation from its beginning. */
export async function startGateway(
  contract: Contract,
  operation: Operation,
  situation: Situation,
  certificate: Shown | undefined,
  port = 0,
): Promise<Gateway> {
  const mock = await createMock({
    contract,
    scenario: { extends: 'quiet-day', ...lifeOf(situation), rules: rulesOf(situation) },
  });
  const attempts: Attempt[] = [];
  const begin = performance.now();
  const note = (isElsewhere: boolean, { method = '', url = '', rawHeaders }: IncomingMessage): number =>
    attempts.push({ atMs: performance.now() - begin, method, target: url, headers: pairs(rawHeaders), isElsewhere });
  const other = createHttp((request, response) => {
    note(true, request);
    response.writeHead(404).end();
  });
  const elsewhere = await listen(other, {});
  const success = successOf(operation);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    note(false, request);
    const special = specialOf(playAt(situation, attempts.filter((each) => !each.isElsewhere).length - 1));
    if (special === undefined || special === 'answers') void mock.handle(request, response);
    else if (special !== 'hangs-unread' && special !== 'resets-unread' && success)
      void giveSpecial(special, request, response, success, elsewhere);
    else response.destroy();
  };
  const server: Server & { closeAllConnections(): void } = certificate
    ? createHttps({ cert: certificate.cert, key: certificate.key }, answer)
    : createHttp(answer);
  if (specialOf(situation.plays[0]) === 'hangs-unread') unread(server, (socket) => socket.pause(), noteRaw);
  if (specialOf(situation.plays[0]) === 'resets-unread') unread(server, (socket) => socket.resetAndDestroy(), noteRaw);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  const url = await listen(server as never, { port }, certificate ? 'https' : 'http');
  return {
    url,
    mock,
    attempts,
    keyOf: (columns) => keyFor(mock, columns),
    async [Symbol.asyncDispose]() {
      mock.stop();
      server.closeAllConnections();
      for (const socket of open) socket.destroy();
      await Promise.all([closeServer(server as never), closeServer(other)]);
    },
  };

  function noteRaw(head: string): void {
    const [line = '', ...lines] = head.split('\r\n');
    const [method = '', target = ''] = line.split(' ');
    const headers = lines.flatMap((each): [string, string][] => {
      const [, name, value] = /^([^:]+):\s*(.*)$/.exec(each) ?? [];
      return name === undefined ? [] : [[name, value ?? '']];
    });
    attempts.push({ atMs: performance.now() - begin, method, target, headers, isElsewhere: false });
  }
}

/** Has a server do something to each connection as soon as a request comes in it, and answer none. */
function unread(server: Server, act: (socket: Socket) => void, note: (head: string) => void): void {
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      note(bytes.toString('latin1').split('\r\n\r\n', 1)[0]!);
      act(socket);
    });
  });
}

const playAt = ({ plays }: Situation, index: number): Play => plays[index] ?? plays.at(-1)!;

const specialOf = (play: Play) => ('special' in play ? play.special : undefined);

/** Each play of the mock's own, in turn; the last for all that follows. */
function rulesOf({ plays }: Situation): Rule[] {
  return plays.flatMap((play, index) =>
    'special' in play ? [] : [{ name: `play ${index + 1}`, ...(index < plays.length - 1 && { times: 1 }), ...play }],
  );
}

/** Where a fresh session is what helps, or might, keys are renewed; a renewal is due when `renewMs` have gone by. */
const lifeOf = ({ retry }: Situation) =>
  retry === 'fresh-session' ? { sessions: { renewMs, dieMs: 2 * renewMs } } : {};

/** Milliseconds, far more than a drill takes: keys are renewed by the clock of the mock alone. */
export const renewMs = 1_000_000;

function keyFor(mock: Mock, columns: Record<string, unknown>): string | undefined {
  try {
    return mock.sessionOf(columns);
  } catch {
    return undefined;
  }
}

function successOf(operation: Operation): Success | undefined {
  for (const { status, contents } of operation.answers)
    for (const content of contents)
      for (const { value } of content.examples)
        if (isSuccess(operation, { status: Number(status), body: value })) return written(content, status, value);
  return undefined;
}
