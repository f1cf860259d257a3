import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { readScenario, ScenarioError } from '../src/index.ts';
import { ready } from '../src/scenario/ready.ts';
import { ask, callId, inPath, mockFor, path, queueAfter, retcodeOf, text, whole, codeOf, spare } from './ask.ts';

const mistakeIn = (yaml: string): string => {
  try {
    readScenario(yaml, contract, 'day.yaml');
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return (error as Error).message;
  }
};

test.for([
  [
    'an unknown member',
    'rules:\n  - anser: moved\n',
    /^day\.yaml:2:5: rules\[0\] has "anser", expected one of name, operation/,
  ],
  [
    'an unknown example',
    'rules:\n  - name: x\n    answer: mooved\n',
    /^day\.yaml:3:13: rules\[0\]\.answer is "mooved", expected one of (?:.*, )?moved/,
  ],
  ['an unknown table', 'state:\n  agent: []\n', /^day\.yaml:2:3: state has "agent", expected one of agents, sessions/],
  [
    'a column of the wrong type',
    'state:\n  calls:\n    - callid: a\n      skillid: "1"\n',
    /^day\.yaml:4:16: state\.calls\[0\]\.skillid is "1", expected integer/,
  ],
  [
    'a row without its key',
    'state:\n  calls:\n    - skillid: 1\n',
    /^day\.yaml:3:7: state\.calls\[0\] has no "callid"/,
  ],
  [
    'an expression that is none',
    'rules:\n  - when:\n      callid: x\n',
    /^day\.yaml:3:7: rules\[0\]\.when has "callid", expected Runtime expressions/,
  ],
  [
    'an expression with a header that cannot be',
    'rules:\n  - when:\n      $request.header.a b: x\n',
    /^day\.yaml:3:7: .*expected Runtime expressions/,
  ],
  [
    'an expression with a wrong pointer',
    'rules:\n  - when:\n      $request.body#callid: x\n',
    /^day\.yaml:3:7: .*expected Runtime expressions/,
  ],
  [
    'a regular expression that is none',
    `rules:\n  - when:\n      $request.path.${inPath}: { matches: "(" }\n`,
    /^day\.yaml:3:\d+: .*expected/,
  ],
  [
    'a negative latency',
    'rules:\n  - fault: { latency: -1 }\n',
    /^day\.yaml:2:23: rules\[0\]\.fault\.latency is -1, expected Milliseconds/,
  ],
  ['a fault without parts', 'rules:\n  - fault: {}\n', /^day\.yaml:2:12: rules\[0\]\.fault is \{\}, expected/],
  [
    'times that is no number',
    'rules:\n  - times: often\n',
    /^day\.yaml:2:12: rules\[0\]\.times is "often", expected integer/,
  ],
  [
    'an unknown scenario to extend',
    'extends: noisy-day\n',
    /^day\.yaml:1:10: extends is "noisy-day", expected one of quiet-day, open/,
  ],
  ['a list instead of a scenario', '- a\n', /^day\.yaml:1:1: the scenario is \["a"\], expected object/],
  ['a duplicate key', 'seed: 1\nseed: 2\n', /^day\.yaml:2:1: .*unique/],
  ['YAML that is none', 'rules: [\n', /^day\.yaml:2:1: /],
] as const)('%s is reported with file, line and expectation', ([, yaml, expected]) => {
  expect(mistakeIn(yaml)).toMatch(expected);
});

test('every mistake has a line of its own', () => {
  expect(mistakeIn('extends: none\nrules:\n  - answer: nope\n').split('\n')).toHaveLength(2);
});

test('a scenario that is right is read', () => {
  expect(readScenario('seed: 7\nrules:\n  - { times: 2 }\n', contract)).toEqual({ seed: 7, rules: [{ times: 2 }] });
  expect(readScenario('', contract)).toEqual({});
});

test.for(Object.keys(ready))('the ready-made scenario %s keeps the schema of scenarios', (name) => {
  const { extends: _, ...scenario } = ready[name]!(contract);
  expect(readScenario(JSON.stringify(scenario), contract)).toEqual(scenario);
});

test('a scenario is taken from a file, and a file that is missing is named', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mock-')), 'day.yaml');
  await writeFile(file, `rules:\n  - answer: ${spare}\n`);
  await using mock = await mockFor({ scenario: file });
  expect(await retcodeOf(mock)).toBe(codeOf(spare));
  await expect(mockFor({ scenario: 'no-such-day' })).rejects.toThrow(
    /No scenario "no-such-day"\. Expected a YAML file, or quiet-day/,
  );
  await expect(mockFor({ scenario: 'constructor' })).rejects.toThrow(ScenarioError);
});

test('a scenario with rows has those rows and no others, unless it extends one', async () => {
  const state = { agents: [{ agentid: '101', queues: [] }] };
  await using alone = await mockFor({ scenario: { state } });
  expect(alone.world?.rows()).toEqual({ ...state, sessions: [], queues: [], calls: [] });
  await using extended = await mockFor({ scenario: { state, extends: 'quiet-day' } });
  expect(extended.world?.rows().agents).toEqual(state.agents);
  expect(extended.world?.rows().calls).toContainEqual({ callid: callId, skillid: 8 });
});

const answer = 'operationFailed';
const failed = codeOf('operationFailed');

test.for([
  ['the path', { [`$request.path.${inPath}`]: 101 }, {}],
  ['the query', { '$request.query.tag': { in: ['a', 'b'] } }, { path: `${path}?tag=b` }],
  ['a header', { '$request.header.X-Trace': { matches: '^t\\d+$' } }, { headers: { 'x-trace': 't42' } }],
  ['the body', { [`$request.body#/${whole}`]: 1 }, {}],
  ['the method', { $method: 'PUT' }, {}],
  ['what is absent', { '$request.header.X-Trace': { present: false } }, {}],
  ['two parts', { [`$request.path.${inPath}`]: '101', [`$request.body#/${text}`]: { present: true } }, {}],
] as const)('a rule can look at %s', async ([, when, change]) => {
  await using mock = await mockFor({ scenario: { rules: [{ when, answer }] } });
  expect(await retcodeOf(mock, change)).toBe(failed);
});

test.for([
  ['another path', { [`$request.path.${inPath}`]: 102 }],
  ['a text where the body has a number', { [`$request.body#/${whole}`]: '1' }],
  ['a header that is not there', { '$request.header.X-Trace': { matches: '.*' } }],
  ['two parts of which one differs', { [`$request.path.${inPath}`]: '101', [`$request.body#/${text}`]: 'other' }],
] as const)('a rule with %s leaves the request alone', async ([, when]) => {
  await using mock = await mockFor({ scenario: { rules: [{ when, answer }] } });
  expect(await retcodeOf(mock)).toBe('0');
});

test('a pattern that would go back for ever is told in linear time, or the answer says that it was not told', async () => {
  const header = (pattern: string) => ({ when: { '$request.header.X-Trace': { matches: pattern } }, answer });
  const headers = { 'x-trace': `${'a'.repeat(200)}!` };
  await using linear = await mockFor({ scenario: { rules: [header('^(a+)+$')] } });
  expect(await retcodeOf(linear, { headers })).toBe('0');
  await using bounded = await mockFor({ scenario: { rules: [header('^(?!b)(a+)+$')] } });
  const { status, text } = await ask(bounded, { headers });
  expect(status).toBe(500);
  expect(text).toContain('whether ^(?!b)(a+)+$ matches was not told');
});

test('rules apply in order, each as often as it says, and one without an answer lets pass', async () => {
  const rules = [{ times: 2 }, { times: 1, answer }, { times: 1, answer: spare }];
  await using mock = await mockFor({ scenario: { rules } });
  const seen = [];
  for (let sent = 0; sent < 6; sent++) seen.push(await retcodeOf(mock));
  expect(seen).toEqual(['0', '0', failed, codeOf(spare), '0', '0']);
  mock.reset();
  expect(await retcodeOf(mock)).toBe('0');
});

test('a rule with an answer neither applies to nor counts a request that breaks the contract or chooses its answer', async () => {
  await using mock = await mockFor({ scenario: { rules: [{ times: 1, answer }] } });
  expect(await retcodeOf(mock, { body: {} })).toBe(codeOf('messageWrong'));
  expect(await retcodeOf(mock, { headers: { prefer: 'example=noSuchCall' } })).toBe(codeOf('noSuchCall'));
  expect(await retcodeOf(mock)).toBe(failed);
});

test('a success that a rule chooses has its effect', async () => {
  await using mock = await mockFor({ scenario: { rules: [{ answer: 'moved' }] } });
  await ask(mock, { headers: { guid: 'other' } });
  expect(mock.world?.find('calls', callId)?.skillid).toBe(queueAfter);
});

const run = async (seed: number) => {
  await using mock = await mockFor({ scenario: { seed, rules: [{ chance: 0.5, answer }] } });
  const seen = [];
  for (let sent = 0; sent < 40; sent++) seen.push(await retcodeOf(mock));
  return seen;
};

test('chance is the same in each run, and another seed gives another run', async () => {
  const first = await run(1);
  expect(await run(1)).toEqual(first);
  expect(await run(2)).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set(['0', failed]));
});
