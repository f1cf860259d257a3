import { contract, sampleRequests } from '@cc-gateway/spec';
import type { Given } from './load.ts';

/** Agents of the large world. */
export const agents = 10_000;

/** Calls of the large world. */
export const calls = 100_000;

const operation = contract.operations[0]!;
const sample = sampleRequests(contract, operation)[0]!;

const headers = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
  ...sample.headers,
};

/** The same request each time, with members that nobody reads: they make every body another, and leave the verdict as it is. */
export const usual: Given = {
  method: operation.method,
  requestOf: (index) => ({
    path: sample.target,
    headers,
    body: JSON.stringify({ ...(sample.body as object), trace: index * 7919 }),
  }),
};

/** Requests of the agents of the large world, each about another call. */
export const ofMany: Given = {
  method: operation.method,
  requestOf: (index) => ({
    path: operation.path.replace('{agentid}', String(100_000 + ((index * 7919) % agents))),
    headers: { ...headers, Guid: `session-${(index * 7919) % agents}` },
    body: JSON.stringify({ callid: `call-${(index * 104_729) % calls}`, skillid: 1, trace: index * 7919 }),
  }),
};
