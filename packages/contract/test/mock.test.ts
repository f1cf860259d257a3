import { contract, readContract, type Contract, type Json } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { check, type Level, type Report } from '../src/index.ts';
import { own } from './faulty/document.ts';

const violations = ({ findings }: Report): unknown[] =>
  findings
    .filter(({ severity }) => severity === 'violation')
    .map(({ rule, about, received }) => ({ rule, about, received }));

const [agent, session, , call] = contract.tables.map(({ examples }) => examples[0]!);
const offered = { agentid: String(agent!.agentid), callid: String(call!.callid), skillid: '1' };
const auth = String(session!.guid);

test.concurrent.each<[Level, number]>([
  ...Array.from({ length: 4 }, (_, seed): [Level, number] => ['full', seed]),
  ...Array.from({ length: 2 }, (_, seed): [Level, number] => ['effects', seed]),
  ...Array.from({ length: 2 }, (_, seed): [Level, number] => ['safe', seed]),
])('nothing is found in our own mock at level %s with seed %i', async (level, seed) => {
  await using mock = await startMock();
  const report = await check({ url: mock.url, level, seed, auth, set: offered });
  expect(violations(report)).toEqual([]);
  expect(report.outcome).toBe('holds');
  expect(report.coverage.isRefusalsOnly).toBe(level === 'safe');
});

/** The contract with those of its extensions that `isKept` names, wherever they stand. */
function withExtensions(isKept: (name: string) => boolean): Contract {
  const document: Json = structuredClone(own.document);
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith('x-') && !isKept(key)) delete node[key];
      else visit(value);
    }
  };
  visit(document);
  return readContract(document, own.stamp);
}

// Lint names what else cannot be left out: a table without a line that looks at it, x-violations beside x-success.
test.concurrent.each([
  ...['x-effects', 'x-session', 'x-tolerated', 'x-retcodes', 'x-preconditions x-effects x-state'].map((left) => ({
    what: `without ${left}`,
    isKept: (name: string) => !left.split(' ').includes(name),
  })),
  ...['no extension', 'x-session', 'x-success x-violations'].map((kept) => ({
    what: `with ${kept} alone`,
    isKept: (name: string) => kept.split(' ').includes(name),
  })),
])('nothing is found in the mock of the contract $what', async ({ isKept }) => {
  const spec = withExtensions(isKept);
  await using mock = await startMock({ contract: spec });
  const report = await check({ url: mock.url, spec, level: 'full' });
  expect(violations(report)).toEqual([]);
  expect(report.outcome).toBe('holds');
});

test.concurrent('at full, the session and the ids of the document do without options', async () => {
  await using mock = await startMock();
  const report = await check({ url: mock.url, level: 'full' });
  expect(violations(report)).toEqual([]);
  expect(report.outcome).toBe('holds');
});

test.concurrent('a mock that takes every session is warned of, where none was given', async () => {
  await using mock = await startMock({ scenario: 'open' });
  const report = await check({ url: mock.url, level: 'full' });
  expect(violations(report)).toEqual([]);
  expect(report.findings.map(({ rule }) => rule)).toContain('auth/unchecked');
});

test.concurrent('the answers of plain Prism to wrong requests break our contract', async () => {
  await using mock = await startMock({ violations: 'problem' });
  const report = await check({ url: mock.url, level: 'full' });
  expect(report.findings.map(({ rule }) => rule)).toContain('status/undocumented');
});

test.concurrent('safe sends no offered id and no valid request', async () => {
  await using mock = await startMock();
  const sent: string[] = [];
  await check({ url: mock.url, level: 'safe', auth, set: offered, onRequest: (request) => sent.push(request) });
  expect(sent.length).toBeGreaterThan(100);
  expect(sent.filter((request) => request.includes(offered.callid))).toEqual([]);
  expect(sent.join('')).not.toContain(auth);
});

test.concurrent('effects without offered ids says which are missing, and is no green', async () => {
  await using mock = await startMock({ contract: own });
  const report = await check({ url: mock.url, spec: own, level: 'effects', auth });
  expect(report.outcome).toBe('untestable');
  expect(report.untested[0]!.reason).toContain('agentid, callid, skillid');
});

test.concurrent('a session that is refused from the start cannot be tested', async () => {
  await using mock = await startMock({ contract: own });
  const report = await check({
    url: mock.url,
    spec: own,
    level: 'effects',
    auth: 'b2f1c9d0-0000-4c56-9e10-7ab4d5c6e8f0.AgentGateway1',
    set: offered,
  });
  expect(report.outcome).toBe('untestable');
  expect(report.reason).toContain('The session is refused from the start');
});
