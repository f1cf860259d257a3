import { EventEmitter } from 'node:events';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { see, type Seen } from '../src/check/answers/reading/observed.ts';
import { probeConnections } from '../src/check/probes/http/connections.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import { answered, bytesOfReply, type Reply } from './cases/answered.ts';
import { connectTo } from './in-memory.ts';

/** What a provider does with a request: it answers, and may close the connection then; without an answer it closes. */
type Done = Reply | { reply?: Reply; rest?: string; end?: boolean; isSilent?: boolean; isReset?: boolean };

/** Does something when what was written has been read. */
const later = (job: () => unknown, turns = 5): unknown =>
  turns === 0 ? job() : setImmediate(() => later(job, turns - 1));

/** Reads requests as they come over connections, and does with each what it is told. */
function connected(answer: (request: string, times: number) => Done) {
  const server = new EventEmitter();
  let times = 0;
  server.on('connection', (socket: Duplex) => {
    let text = '';
    const next = (): boolean => {
      const head = text.indexOf('\r\n\r\n') + 4;
      const length = head + Number(/content-length: *(\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
      if (head < 4 || text.length < length) return false;
      const done = answer(text.slice(0, length), times++);
      text = text.slice(length);
      const {
        reply,
        rest = '',
        end = false,
        isSilent = false,
        isReset = false,
      } = done && 'status' in done ? { reply: done } : (done ?? {});
      if (isSilent) return true;
      socket.write(Buffer.concat([bytesOfReply(reply), Buffer.from(rest)]));
      if (isReset) later(() => (socket as unknown as { other: Duplex }).other.destroy(new Error('reset')));
      if (end || (!reply && rest === '')) return (socket.end(), false);
      return true;
    };
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      while (next());
    });
    socket.on('error', () => {});
  });
  return connectTo(server as Server);
}

interface Given {
  operation?: string;
  /** What is done with requests that go over one connection. */
  kept?: (request: string, times: number) => Done;
  /** What is answered to those that have one of their own. */
  alone?: (times: number) => Reply;
  verdict?: Seen['verdict'];
  change?: (plan: Plan) => Plan;
}

/** What is asked over connections, and found. */
async function toldOf(id: string, { operation = 'movePart', kept, alone, verdict = 'accepted', change }: Given) {
  const { plan, found } = answered(operation, (_, times) => (alone ?? (() => ok))(times));
  const lines: string[] = [];
  const run: Plan['run'] = {
    ...plan.run,
    target: { ...plan.run.target, timeoutMs: 300, createConnection: connected(kept ?? (() => ok)) },
    isWanted: (_, name) => name === `connection/${id}`,
    admit: async ({ about, rule, expect: expected }) => void lines.push(`over one: ${rule}: ${about}: ${expected}`),
    send: async (each) => {
      lines.push(
        `alone: ${each.about}, ${each.expect}, ${each.lingerMs ?? 0} ms: ${each.wire.headers.filter(([name]) => name === 'Connection').join()}`,
      );
      return await plan.run.send(each);
    },
    judge: (each, capture) => see(plan.run.contract, each, capture, []),
  };
  const given = { ...plan, run };
  await probeConnections((change ?? ((same) => same))(given), plan.wire, verdict);
  // Of several at once, none has a place.
  return [...(id === 'any' ? lines.toSorted() : lines), ...found.map((line) => `found: ${line}`)];
}

const ok: NonNullable<Reply> = { status: 200 };
const bad: Reply = { status: 400 };
const busy: Reply = { status: 429 };
const closing: NonNullable<Reply> = { status: 200, headers: { Connection: 'close' } };
const inTurn =
  <T>(...given: T[]) =>
  (times: number): T =>
    given[Math.min(times, given.length - 1)]!;
const kept =
  (...given: Done[]) =>
  (_: string, times: number): Done =>
    inTurn(...given)(times);
const open = (isOpen: boolean, reply: NonNullable<Reply> = closing): Reply => ({
  ...reply,
  capture: { ending: isOpen ? 'open' : 'closed' },
});
const isRenewed = (plan: Plan): Plan => {
  const renewals = { ...plan.run.renewals, current: <T>(each: T): T => ({ ...each }) };
  return { ...plan, run: { ...plan.run, renewals } };
};
const isDry = (plan: Plan): Plan => ({ ...plan, run: { ...plan.run, options: { ...plan.run.options, dryRun: true } } });
const turned =
  (turn: number) =>
  (plan: Plan): Plan => ({ ...plan, run: { ...plan.run, turn: () => turn } });
/** Answers by whether a request is whole, has its key and has all members. */
const careful =
  (whole: Done, wrong: Done) =>
  (request: string): Done =>
    /x-key/i.test(request) && request.includes('"name"') && request.endsWith('}') ? whole : wrong;
/** Answers the request itself, another one after it, and that one alone. */
const twoOf = (first: Done, other: Done, alone: Done = other) => {
  let own = '';
  let others = 0;
  return (request: string, times: number): Done => {
    const [line = ''] = request.split('\r\n');
    if (times === 0) [own, others] = [line, 0];
    if (!/^[A-Z]+ \//.test(line)) return undefined;
    return line === own ? first : (others += 1) === 1 ? other : alone;
  };
};

const givens: [id: string, about: string, given: Given][] = [
  ['silence', 'keeps the connection', {}],
  ['silence', 'says close, and closes', { alone: () => open(false) }],
  ['silence', 'says close, and keeps it', { alone: () => open(true) }],
  ['silence', 'says close, and keeps it a while', { alone: inTurn(open(true), open(false)) }],
  ['silence', 'says nothing, and closes', { alone: () => open(false, ok) }],
  ['silence', 'is of HTTP/1.0, and keeps it', { alone: () => open(true, { status: 200, version: '1.0' }) }],
  [
    'silence',
    'ends by closing, and keeps it',
    { alone: () => open(true, { status: 200, headers: { 'Content-Length': '1', Connection: 'keep-alive, Close' } }) },
  ],
  ['close', 'closes', { alone: () => open(false) }],
  ['close', 'keeps it', { alone: () => open(true) }],
  ['close', 'keeps it a while', { alone: inTurn(open(true), open(false)) }],
  ['close', 'gives no answer', { alone: () => undefined }],
  ['twice', 'accepts it', {}],
  ['twice', 'accepts it, and refused it', { verdict: 'refused' }],
  ['twice', 'accepts it, and was not clear', { verdict: 'unclear' }],
  ['twice', 'is not asked', { change: isDry }],
  ['twice', 'says close', { kept: kept({ reply: closing, end: true }) }],
  ['twice', 'gives no answer', { kept: kept(undefined) }],
  ['twice', 'closes after the answer', { kept: kept({ reply: ok, end: true }) }],
  ['twice', 'closes after two answers', { kept: kept(ok, undefined) }],
  ['twice', 'gives half an answer, and closes', { kept: kept(ok, { rest: 'HTTP/1.1 200', end: true }) }],
  ['twice', 'is silent', { kept: kept(ok, { isSilent: true }) }],
  ['twice', 'refuses it the second time', { kept: kept(ok, bad) }],
  ['twice', 'refuses it the second time, and alone', { kept: kept(ok, bad), alone: () => bad }],
  ['twice', 'refuses it the second time, and has another key', { kept: kept(ok, bad), change: isRenewed }],
  ['twice', 'asks to wait', { kept: kept(ok, busy) }],
  ['twice', 'cannot be told', { kept: kept(ok, { status: 302 }) }],
  ['mixed', 'refuses what is wrong', { kept: careful(ok, bad) }],
  ['mixed', 'takes everything', {}],
  ['mixed', 'refuses everything', { kept: () => bad }],
  ['mixed', 'is not asked', { change: isDry }],
  ['mixed', 'is not live', { change: (plan) => ({ ...plan, isLive: false }) }],
  ['mixed', 'says close', { kept: kept(closing) }],
  ['mixed', 'closes', { kept: kept(ok, undefined) }],
  ['mixed', 'refuses it from then on', { kept: kept(ok, bad) }],
  ['mixed', 'refuses it from then on, and alone', { kept: kept(ok, bad), alone: () => bad }],
  ['mixed', 'refuses it from then on, and has another key', { kept: kept(ok, bad), change: isRenewed }],
  ['mixed', 'asks to wait from then on', { kept: kept(ok, bad, busy) }],
  ['mixed', 'needs no session', { operation: 'keepText' }],
  ['mixed', 'has no body', { operation: 'readShape' }],
  ['mixed', 'takes a list', { operation: 'keepList' }],
  ['mixed', 'takes what is no JSON of members', { change: (plan) => ({ ...plan, bodyText: '"a text"' }) }],
  ['mixed', 'takes a form', { operation: 'makeShape' }],
  ['pipeline', 'answers both', { kept: twoOf(ok, { status: 404 }) }],
  ['pipeline', 'answers the second otherwise', { kept: twoOf(ok, ok, { status: 404 }) }],
  ['pipeline', 'gives the second no answer alone', { kept: twoOf(ok, ok, { end: true }) }],
  [
    'pipeline',
    'answers three times',
    { kept: twoOf(ok, { reply: { status: 404 }, rest: 'HTTP/1.1 200 Said\r\n\r\n' }) },
  ],
  ['pipeline', 'says close', { kept: twoOf({ reply: closing, end: true }, ok) }],
  ['pipeline', 'closes after the first', { kept: twoOf({ reply: ok, end: true }, ok) }],
  ['pipeline', 'gives no answer', { kept: kept({ end: true }) }],
  [
    'pipeline',
    'resets the connection after the first',
    { kept: twoOf({ reply: ok, isReset: true }, { isSilent: true }) },
  ],
  [
    'pipeline',
    'is silent at first',
    { kept: (_, times) => (times === 1 ? { isSilent: true } : { status: times === 0 || times === 2 ? 200 : 404 }) },
  ],
  [
    'pipeline',
    'gives half an answer',
    { kept: kept({ rest: 'HTTP/1.1 200 Said\r\nContent-Length: 9\r\n\r\nab' }, { isSilent: true }) },
  ],
  ['pipeline', 'is not asked', { change: isDry }],
  ['pipeline', 'has no body', { operation: 'readShape', kept: twoOf(ok, { status: 404 }) }],
  ['all', 'is not wanted', {}],
  ...[0, 1, 2, 3, 4, 5, 6].map((turn): [string, string, Given] => [
    'any',
    `is asked in turn ${turn}`,
    {
      kept: careful(ok, bad),
      verdict: 'refused',
      change: (plan) => turned(turn)({ ...plan, run: { ...plan.run, isWanted: () => true } }),
    },
  ]),
];

test('what goes over connections, and is found of a provider, is what is written down', async () => {
  const all = await Promise.all(
    givens.map(async ([id, about, given]) => [`# ${id}, of a provider that ${about}`, ...(await toldOf(id, given))]),
  );
  await expect(`${all.flat().join('\n')}\n`).toMatchFileSnapshot('cases/connections.txt');
});
