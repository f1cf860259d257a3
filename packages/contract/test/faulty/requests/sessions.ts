import { guid } from '../document.ts';
import { fault, type Fault } from '../fault.ts';
import type { Change } from '../gateway.ts';
import { value, type Incoming } from '../http.ts';
import { leaves, raw, query } from './readings.ts';

const hasKey = (change: (key: string) => boolean): Change => ({ isKey: change });
const also = (other: (request: Incoming) => string | undefined): Change => ({
  key: (request) => value(request, 'guid') ?? other(request),
});

/** Faults of a gateway that takes a missing or a wrong key, or does not take the right one. */
export const sessionFaults: Fault[] = [
  fault('every second session is unknown', 'state/repeat', {
    isKey: (key, state) => key === guid && state.requests % 2 === 0,
  }),
  fault('missing Guid accepted', 'auth/missing', leaves('session')),
  fault('empty Guid accepted', 'auth/empty', leaves('empty-session')),
  fault(
    'any Guid accepted',
    'auth/unknown',
    hasKey((key) => key !== ''),
  ),
  fault(
    'Guid prefix accepted',
    'auth/near-miss',
    hasKey((key) => key.length > 7 && guid.startsWith(key)),
  ),
  fault(
    'Guid with more behind it accepted',
    'auth/near-miss',
    hasKey((key) => key.startsWith(guid)),
  ),
  fault(
    'Guid without its node accepted',
    'auth/near-miss',
    hasKey((key) => key.split('.')[0] === guid.split('.')[0]),
  ),
  fault(
    'Guid in capitals accepted',
    'auth/near-miss',
    hasKey((key) => key.toLowerCase() === guid.toLowerCase()),
  ),
  fault(
    'Guid in quotes accepted',
    'auth/near-miss',
    hasKey((key) => key.replaceAll('"', '') === guid),
  ),
  fault(
    'Guid with a wildcard accepted',
    'auth/near-miss',
    hasKey((key) => key === guid || (/[*%]$/.test(key) && guid.startsWith(key.slice(0, -1)))),
  ),
  fault(
    'injection accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key.includes("' OR '")),
  ),
  fault(
    'Guid in a cookie accepted',
    'auth/place',
    also((request) => /Guid=([^;]*)/.exec(value(request, 'cookie') ?? '')?.[1]),
  ),
  fault(
    'Guid in the query accepted',
    'auth/place',
    also((request) => query(request, 'Guid')),
  ),
  fault(
    'Guid in Authorization accepted',
    'auth/place',
    also((request) => value(request, 'authorization')?.replace('Bearer ', '')),
  ),
  fault('the first of two keys counts', 'auth/twice', {
    key: ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'guid')?.[1],
  }),
  fault("another user's session accepted", 'auth/other-session', leaves('other-session')),
  fault('blanks around the Guid not trimmed', 'auth/blanks', {
    refuse: () => undefined,
    reply: (reply) => reply,
    skip: new Set(['trim']),
  }),
  fault('the key rotates and the old ones live on', 'auth/old-key', {
    reply: (reply, call, state) => {
      if (!call.isSuccess) return reply;
      const next = `${String(state.successes).padStart(8, '0')}-93bd-4f06-8a7e-51d2c0b9e634.AgentGateway1`;
      state.keys.push(next);
      return { ...reply, headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${next}`]] };
    },
  }),
  fault(
    'very long keys accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key.length > 2_000),
  ),
  fault('Guid cut at a NUL', 'auth/near-miss', {
    ...hasKey((key) => key.split('\0')[0] === guid),
    skip: new Set(['NUL']),
  }),
  fault(
    'Guid with a wildcard for a character accepted',
    'auth/near-miss',
    hasKey((key) => key.length === guid.length && Array.from(key).every((one, at) => one === '_' || one === guid[at])),
  ),
  fault(
    'Guid as a regular expression accepted',
    'auth/unknown',
    hasKey((key) => key === guid || key === '.*'),
  ),
  fault(
    'the middle of the Guid does not count',
    'auth/near-miss',
    hasKey((key) => key.length === guid.length && key.startsWith(guid.slice(0, 8)) && key.endsWith(guid.slice(-16))),
  ),
  fault(
    'Guid in the body accepted',
    'auth/place',
    also((request) => /"Guid":"([^"]*)"/.exec(request.body.toString())?.[1]),
  ),
  fault('Guid in the path accepted', 'auth/place', {
    path: (target) => target.replace(/;[^/?]*/, ''),
    ...also((request) => /;guid=([^/?]*)/.exec(request.target)?.[1]),
  }),
  fault(
    'Guid as a password accepted',
    'auth/place',
    also(
      (request) =>
        Buffer.from(value(request, 'authorization')?.replace('Basic ', '') ?? '', 'base64')
          .toString()
          .split(':')[1],
    ),
  ),
  fault('an empty object is carried out without a key', 'auth/missing', {
    refuse: (call) => (value(call.request, 'guid') === undefined && raw(call) === '{}' ? '0' : undefined),
  }),
  fault('no key is asked for where a header says that the caller is near', 'auth/missing', {
    key: (request) => (value(request, 'x-forwarded-for') === '127.0.0.1' ? guid : value(request, 'guid')),
  }),
  fault('a refusal hands out the key of another', 'auth/handout', {
    reply: (reply, { request }) =>
      value(request, 'guid') === undefined
        ? { ...reply, headers: [...reply.headers, ['Set-GUID', `JSESSIONID=${guid}`]] }
        : reply,
  }),
  fault('Guid in a trailer accepted', 'auth/place', {
    key: (request) => value(request, 'guid') ?? /Guid: (\S+)/.exec(request.trailer ?? '')?.[1],
  }),
];
