import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { applyEffects, exampleWorld, unmetPrecondition, type RequestParts, type World } from '@cc-gateway/spec';
import { bounded, guid, otherGuid } from './document.ts';
import { connectTo } from '../in-memory.ts';
import { serve, value, type Incoming, type Reply, type Wires } from './http.ts';

/** What a fault changes in the correct gateway. */
export interface Change extends Omit<Wires, 'handle'> {
  /** Checks of the gateway that do not take place, by name. */
  leaves?: string[];
  /** Reads the key otherwise; undefined: none. */
  key?: (request: Incoming) => string | undefined;
  isKey?: (key: string, state: State) => boolean;
  path?: (target: string) => string;
  method?: (request: Incoming) => string;
  /** The text of the body, read otherwise. */
  text?: (body: Buffer) => string;
  parse?: (text: string) => unknown;
  /** The parts of the body, changed before they are checked. */
  bind?: (body: Body, request: Incoming) => Body;
  isMediaType?: (mediaType: string) => boolean;
  /** A refusal of the fault's own. */
  refuse?: (call: Call, state: State) => string | Reply | undefined;
  /** Keeps the example rows of the document: gives the code for a request, and carries it out. */
  keep?: Keep;
  /** The reply, changed. */
  reply?: (reply: Reply, call: Call, state: State) => Reply | Promise<Reply>;
}

export type Body = Record<string, unknown>;

/** A request as the gateway understood it. */
export interface Call {
  request: Incoming;
  agentid: string;
  body: Body;
  text: string;
  /** Whether the operation was carried out. */
  isSuccess: boolean;
  /** Whether the answer is the operation's own. */
  isOwn: boolean;
}

/** The code with which a gateway answers a request that breaks no constraint, by the rows that it keeps. */
export type Keep = (request: RequestParts, world: World, state: State) => string;

const [operation] = bounded.operations;

/** Keeps preconditions and effects as the document has them. */
export const keep: Keep = (request, world) => {
  const line = unmetPrecondition(operation!, request, world);
  if (!line) applyEffects(operation!, request, world);
  return line ? codeOf(line.else) : '0';
};

const codeOf = (name: string): string =>
  String(operation!.answers[0]!.contents[0]!.examples.find((example) => example.name === name)!.value.retcode);

/** What lasts from one request to the next. */
export interface State {
  requests: number;
  successes: number;
  refusals: number;
  keys: string[];
  seen: Map<string, number>;
  world: World;
  /** Nothing is answered before this moment, in milliseconds of the process. */
  pausedUntil?: number;
}

const json: [string, string][] = [['Content-Type', 'application/json; charset=UTF-8']];

/** The gateway's envelope. */
export const envelope = (retcode: string, message = retcode === '0' ? '' : 'Refused.'): Reply => ({
  status: 200,
  headers: [...json],
  body: JSON.stringify({ message, retcode, result: {} }),
});

export const plain = (status: number, reason: string, headers: [string, string][] = []): Reply => ({
  status,
  reason,
  headers,
  body: '',
});

/** A gateway on a port of its own, which `createConnection` reaches without a network. */
export interface RunningGateway {
  url: string;
  createConnection: () => Duplex;
  close(): Promise<void>;
}

/** Starts a gateway on a free port of the loopback: correct, but for the change. */
export async function startGateway(change: Change = {}): Promise<RunningGateway> {
  const state: State = {
    requests: 0,
    successes: 0,
    refusals: 0,
    keys: [guid],
    seen: new Map(),
    world: exampleWorld(bounded),
  };
  const sockets = new Set<{ destroy(): void }>();
  const server = serve({ ...change, handle: (request) => handle(request, change, state) });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    createConnection: connectTo(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function handle(request: Incoming, change: Change, state: State): Promise<Reply> {
  state.requests += 1;
  const call: Call = { request, agentid: '', body: {}, text: '', isSuccess: false, isOwn: false };
  let verdict: string | Reply;
  try {
    verdict = decide(call, change, state);
  } catch {
    verdict = { ...plain(500, 'Internal Server Error') };
  }
  call.isOwn = typeof verdict === 'string';
  call.isSuccess = verdict === '0';
  if (call.isSuccess) state.successes += 1;
  else state.refusals += 1;
  const reply = typeof verdict === 'string' ? envelope(verdict) : verdict;
  return (await change.reply?.(reply, call, state)) ?? reply;
}

function decide(call: Call, change: Change, state: State): string | Reply {
  const { request } = call;
  const leaves = (name: string): boolean => change.leaves?.includes(name) ?? false;
  const [path = ''] = (change.path?.(request.target) ?? request.target).split('?');
  const route = /^\/agentgateway\/resource\/calldata\/([^/]*)\/assignuserinqueue$/.exec(path);
  if (!route) return plain(404, 'Not Found');
  const method = change.method?.(request) ?? request.method;
  if (method === 'OPTIONS' && !leaves('options')) return plain(204, 'No Content', [['Allow', 'PUT, OPTIONS']]);
  if (method !== 'PUT' && !leaves(method)) {
    const isKnown = ['GET', 'HEAD', 'POST', 'DELETE', 'PATCH', 'TRACE'].includes(method);
    return isKnown ? plain(405, 'Method Not Allowed', [['Allow', 'PUT, OPTIONS']]) : plain(501, 'Not Implemented');
  }
  const key = change.key ? change.key(request) : value(request, 'guid');
  const own = change.refuse?.({ ...call, agentid: decoded(route[1]!) }, state);
  if (own !== undefined) return own;
  if (key === otherGuid && !leaves('other-session') && !change.keep) return '100-006';
  const isKey = change.isKey?.(key ?? '', state) ?? state.keys.includes(key ?? '');
  if (
    !isKey &&
    !(key === undefined && leaves('session')) &&
    !(key === '' && leaves('empty-session')) &&
    key !== otherGuid
  )
    return '000-003';
  call.agentid = decoded(route[1]!);
  if (!leaves('agentid') && !/^(10[1-9]|1[1-9]\d|[2-9]\d{2}|[1-9]\d{3,5})$/.test(call.agentid)) return '000-002';
  const mediaType = value(request, 'content-type') ?? '';
  const isMediaType =
    change.isMediaType?.(mediaType) ?? mediaType.split(';')[0]!.trim().toLowerCase() === 'application/json';
  if (!isMediaType) return '000-006';
  if (!readBody(call, change)) return '000-006';
  call.body = change.bind?.(call.body, request) ?? call.body;
  if (!fieldsHold(call.body, leaves)) return '000-006';
  const parts = { path: { agentid: call.agentid }, query: {}, headers: { guid: key }, body: call.body };
  return change.keep?.(parts, state.world, state) ?? '0';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readBody(call: Call, { text, parse = JSON.parse }: Change): boolean {
  try {
    call.text = text?.(call.request.body) ?? utf8.decode(call.request.body);
    call.body = parse(call.text) as Body;
    return typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body);
  } catch {
    return false;
  }
}

function fieldsHold({ callid, skillid }: Body, leaves: (name: string) => boolean): boolean {
  const isCallId =
    (callid === undefined && leaves('callid-required')) ||
    (callid === null && leaves('callid-null')) ||
    (typeof callid !== 'string' && callid !== undefined && callid !== null && leaves('callid-type')) ||
    (typeof callid === 'string' &&
      (callid !== '' || leaves('callid-empty')) &&
      ((callid.length <= 64 && Array.from(callid).length <= 32) || leaves('callid-length')));
  const isSkillId =
    (skillid === undefined && leaves('skillid-required')) ||
    (skillid === null && leaves('skillid-null')) ||
    (typeof skillid === 'number' &&
      (Number.isInteger(skillid) || leaves('skillid-fraction')) &&
      (skillid >= 1 || leaves('skillid-least')) &&
      (skillid <= 65_535 || leaves('skillid-most')));
  return isCallId && isSkillId;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
