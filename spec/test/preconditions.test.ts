import { expect, test } from 'vitest';
import {
  applyEffects,
  contract,
  sampleRequests,
  unmetPrecondition,
  type RequestParts,
  type Row,
  type Tables,
} from '../src/index.ts';

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;
const guid = 'a.AgentGateway1';

// The names that the contract has for what the requests of these tests hold.
const { parts } = sampleRequests(contract, operation)[0]!;
const [inPath] = Object.keys(parts.path) as [string];
const [text, whole] = Object.keys(parts.body as object) as [string, string];
const { name: header } = operation.security.flat()[0]!;

function world(tables: Record<string, Record<string, Row>>): Tables {
  return {
    find: (table, key) => tables[table]?.[key],
    put: (table, key, columns) => {
      tables[table] = { ...tables[table], [key]: { ...tables[table]?.[key], ...columns } };
    },
  };
}

const usual = () => ({
  agents: { 101: { agentid: '101', queues: [8] }, 102: { agentid: '102', queues: [8] } },
  sessions: { [guid]: { guid, agentid: '101' } },
  queues: { 1: { skillid: 1 }, 8: { skillid: 8 }, 9: { skillid: 9 } },
  calls: { c: { callid: 'c', skillid: 8 }, far: { callid: 'far', skillid: 9 } },
});

const request = (
  changes: { agentid?: string; guid?: string; callid?: string; skillid?: unknown } = {},
): RequestParts => ({
  path: { [inPath]: changes.agentid ?? '101' },
  query: {},
  headers: { [header!.toLowerCase()]: changes.guid ?? guid },
  body: { [text]: changes.callid ?? 'c', [whole]: changes.skillid ?? 1 },
});

test.each([
  ['agentSignedIn', { agentid: '103' }],
  ['sessionAlive', { guid: 'unknown' }],
  ['sessionIsTheAgents', { agentid: '102' }],
  ['callQueues', { callid: 'gone' }],
  ['callIsInReach', { callid: 'far' }],
  ['targetExists', { skillid: 7 }],
])('%s is the first that does not hold for %j', (name, changes) => {
  expect(unmetPrecondition(operation, request(changes), world(usual()))?.name).toBe(name);
});

test('a request that meets all is let through, before and after its effect', () => {
  const tables = world(usual());
  expect(unmetPrecondition(operation, request(), tables)).toBeUndefined();
  applyEffects(operation, request(), tables);
  expect(tables.find('calls', 'c')).toEqual({ callid: 'c', skillid: 1 });
  expect(unmetPrecondition(operation, request(), tables)).toBeUndefined();
});

test('values compare strictly by type, keys as strings', () => {
  const tables = usual();
  tables.calls.c = { callid: 'c', skillid: '8' as never };
  expect(unmetPrecondition(operation, request(), world(tables))?.name).toBe('callIsInReach');
  expect(unmetPrecondition(operation, request({ skillid: '1' }), world(usual()))).toBeUndefined();
});

test('an operation without preconditions lets every request through and changes nothing', () => {
  const plain = { ...operation, preconditions: [], effects: [] };
  const tables = usual();
  applyEffects(plain, request(), world(tables));
  expect(unmetPrecondition(plain, request(), world(tables))).toBeUndefined();
  expect(tables).toEqual(usual());
});
