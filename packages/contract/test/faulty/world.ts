import { applyEffects, unmetPrecondition } from '@cc-gateway/spec';
import { bounded } from './document.ts';
import { fault, type Fault } from './fault.ts';
import { keep, type Keep } from './gateway.ts';

const [operation] = bounded.operations;

/** Carries out what does not meet a precondition. */
const without =
  (name: string): Keep =>
  (request, world, state) => {
    const line = unmetPrecondition(operation!, request, world);
    if (line && line.name !== name) return keep(request, world, state);
    applyEffects(operation!, request, world);
    return '0';
  };

const lost: Keep = (request, world) => (unmetPrecondition(operation!, request, world) ? '100-007' : '0');

/** Faults of a gateway that keeps the rows of the document: its preconditions and its effects. */
export const worldFaults: Fault[] = [
  fault('a call out of reach is moved', 'state/precondition', { keep: without('callIsInReach') }),
  fault('a method that is not allowed moves the call all the same', 'state/effect', {
    keep,
    reply: (reply, { request }, { world }) => {
      const read = (): object => JSON.parse(request.body.toString()) as object;
      if (request.method === 'POST' && request.body.length > 0)
        applyEffects(operation!, { path: { agentid: '101' }, query: {}, headers: {}, body: read() }, world);
      return reply;
    },
  }),
  fault('calls are looked up before the session', 'auth/order', {
    keep,
    refuse: ({ request }, { world }) => {
      const [, callid] = /^\{"callid":"([^"]*)"/.exec(request.body.toString()) ?? [];
      const isKnown = (world.rows().calls ?? []).some((row) => row.callid === callid);
      return request.method === 'PUT' && callid !== undefined && !isKnown ? '400-001' : undefined;
    },
  }),
  fault("another user's session moves the agent's calls", 'state/precondition', {
    keep: without('sessionIsTheAgents'),
  }),
  fault('success, and nothing is moved', 'state/effect', { keep: lost }),
  fault('every third success moves nothing', 'state/effect', {
    keep: (request, world, state) => (state.successes % 3 === 2 ? lost : keep)(request, world, state),
  }),
  fault('a refused session moves the call all the same', 'state/effect', {
    keep: (request, world, state) => {
      const code = keep(request, world, state);
      if (code === '100-006' && request.path.agentid === '101') applyEffects(operation!, request, world);
      return code;
    },
  }),
  ...(
    [
      ['with blanks around it', (callid) => callid.trim()],
      ['with more after it', (callid) => /^\d+-\d{4}/.exec(callid)?.[0] ?? callid],
    ] satisfies [string, (callid: string) => string][]
  ).map(([what, read]) =>
    fault(`a call is found by its id ${what}`, 'state/near-key', {
      keep: ({ body, ...request }, world, state) => {
        const { callid, ...rest } = body as { callid: string };
        return keep({ ...request, body: { ...rest, callid: read(callid) } }, world, state);
      },
    }),
  ),
  fault('calls for one queue go to another', 'state/effect', {
    keep: (request, world, state) => {
      const { skillid } = request.body as { skillid: number };
      const body = { ...(request.body as object), skillid: skillid === 8 ? 1 : skillid };
      return unmetPrecondition(operation!, request, world)
        ? keep(request, world, state)
        : (applyEffects(operation!, { ...request, body }, world), '0');
    },
  }),
];
