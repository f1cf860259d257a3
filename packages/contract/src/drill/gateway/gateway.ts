import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Server, Socket } from 'node:net';
import { closeServer, createMock, listen, type Mock, type Rule } from '@cc-gateway/mock';
import { isSuccess, type Contract, type Operation } from '@cc-gateway/spec';
import type { Play, Situation } from '../situations/situation.ts';
import { pairs, type Attempt, type Head } from './attempt.ts';
import { awaitCrossing, type Crossing } from './crossing.ts';
import { giveSpecial, written, type Success } from './specials.ts';
import type { Shown } from './certificates.ts';
import { leaveUnread } from './unread.ts';

/** A gateway that plays a situation. */
export interface Gateway extends AsyncDisposable {
  url: string;
  mock: Mock;
  /** What has come, in order. */
  attempts: Attempt[];
  /** The key that may be used now; undefined where none is needed. */
  keyOf(columns: Record<string, unknown>): string | undefined;
  /** Where the situation is of two calls at once. */
  crossing: Crossing | undefined;
}

/** Connections that rest are kept for longer than a busy machine stands still: a situation ends them, and nothing else. */
export const kept = { keepAliveTimeout: 60_000 };

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
  const used = new WeakSet<Socket>();
  const note = (isElsewhere: boolean, socket: Socket, head: Head): void => {
    attempts.push({ atMs: performance.now() - begin, ...head, isElsewhere, isReused: used.has(socket) });
    used.add(socket);
  };
  const other = createHttp(kept, (request, response) => {
    note(true, request.socket, headOf(request));
    response.writeHead(404).end();
  });
  const elsewhere = await listen(other, {});
  const success = successOf(operation);
  const crossing = situation.calls === 'at once' ? awaitCrossing() : undefined;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    note(false, request.socket, headOf(request));
    const own = attempts.filter((each) => !each.isElsewhere);
    crossing?.take(response);
    const special = specialOf(playAt(situation, own.length - 1));
    if (special === 'closes-reused' && own.at(-1)!.isReused) request.socket.end();
    else if (special === undefined || special === 'answers' || special === 'closes-reused')
      void mock.handle(request, response);
    else if (special !== 'hangs-unread' && special !== 'resets-unread' && success)
      void giveSpecial(special, request, response, success, elsewhere);
    else response.destroy();
  };
  const server: Server & { closeAllConnections(): void } = certificate
    ? createHttps({ ...kept, cert: certificate.cert, key: certificate.key }, answer)
    : createHttp(kept, answer);
  const event = certificate ? 'secureConnection' : 'connection';
  leaveUnread(server, event, specialOf(situation.plays[0]), (socket, head) => note(false, socket, head));
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  const url = await listen(server as never, { port }, certificate ? 'https' : 'http');
  return {
    url,
    mock,
    attempts,
    keyOf: (columns) => keyFor(mock, columns),
    crossing,
    async [Symbol.asyncDispose]() {
      crossing?.release();
      mock.stop();
      server.closeAllConnections();
      for (const socket of open) socket.destroy();
      await Promise.all([closeServer(server as never), closeServer(other)]);
    },
  };
}

const headOf = ({ method = '', url = '', rawHeaders }: IncomingMessage): Head => ({
  method,
  target: url,
  headers: pairs(rawHeaders),
});

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
