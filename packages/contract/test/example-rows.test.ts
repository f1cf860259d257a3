import {
  applyEffects,
  exampleWorld,
  readContract,
  unmetPrecondition,
  type Contract,
  type Json,
} from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import type { Case } from '../src/check/answers/reading/case.ts';
import { decides } from '../src/check/probes/state/example-request.ts';
import { probePreconditions } from '../src/check/probes/state/preconditions.ts';
import { fieldsOf } from '../src/check/requests/fields.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import type { Level } from '../src/check/requests/level.ts';
import { answered } from './cases/answered.ts';
import { said, told } from './cases/told.ts';
import { own } from './faulty/document.ts';
import type { Keep, State } from './faulty/gateway.ts';
import { worldFaults } from './faulty/world.ts';

const [path] = Object.keys(own.document.paths as object);

/** The document with another operation, and other tables. */
function changed(change: (operation: Json, state: Json, paths: Json) => void): Contract {
  const document: Json = structuredClone(own.document);
  change(document.paths[path!].put, document['x-state'], document.paths);
  return readContract(document, own.stamp);
}

const partsOf = ({ wire }: Case) => ({
  path: { agentid: decodeURIComponent(wire.target.split('/').at(-2)!) },
  query: Object.fromEntries(new URL(wire.target, 'http://host').searchParams),
  headers: Object.fromEntries(wire.headers.map(([name, value]) => [name.toLowerCase(), value])),
  body: JSON.parse(wire.body?.toString() || '{}'),
});

interface Run {
  contract?: Contract;
  keep?: Keep;
  level?: Level;
  change?: (plan: Plan) => Plan;
  /** Whether a method that the document does not have carries out what is asked, whatever it answers. */
  isDeaf?: boolean;
}

/** What is asked of a provider that keeps the rows of the document, and found. */
async function toldOf(heading: string, run: Run): Promise<string[]> {
  const { contract = own, keep, level = 'full', change = (plan) => plan, isDeaf } = run;
  const [operation] = contract.operations;
  const world = exampleWorld(contract);
  const state: State = { requests: 0, successes: 0, refusals: 0, keys: [], seen: new Map(), world };
  const right: Keep = (parts) => {
    const line = unmetPrecondition(operation!, parts, world);
    if (!line) applyEffects(operation!, parts, world);
    return line ? line.name : '0';
  };
  const keys = (contract.tables.find(({ name }) => name === 'sessions')?.examples ?? []).map(({ guid }) =>
    String(guid),
  );
  const whose = (key: string | undefined): string =>
    ['own key', "another user's key"][keys.indexOf(key ?? '')] ?? 'no such key';
  const lines: string[] = [];
  const { plan, found, leftOut } = answered(
    operation!.id,
    (each) => {
      const isOther = each.wire.method !== operation!.method;
      const retcode = isOther ? '000-002' : (keep ?? right)(partsOf(each), world, state);
      if (retcode === '0') state.successes += 1;
      if (isOther && isDeaf) applyEffects(operation!, partsOf(each), world);
      const key = each.wire.headers.find(([name]) => name === 'Guid')?.[1];
      lines.push(
        `${each.id}: ${each.rule} at ${each.place.split('/').at(-1)}: ${each.about}: ${said(each).replace(path!.split('{')[0]!, '/')}, ${whose(key)}: ${retcode === '0' ? 'carried out' : 'refused'}`,
      );
      return { status: isOther ? 405 : 200, body: { message: '', retcode } };
    },
    level,
    contract,
  );
  const session = keys[0] ?? 'none';
  const given = { ...plan, session, wireWith: (values: Json, key = session) => plan.wireWith(values, key) };
  const { recorder } = plan.run;
  const find: Plan['run']['recorder']['find'] = (rule, seen, received, more) =>
    recorder.find(rule, seen, `${received}, instead of ${more?.documented}`, more);
  const redactor = { ...plan.run.redactor, add: (key: string) => void lines.push(`hides ${whose(key)}`) };
  given.run = { ...plan.run, redactor, recorder: { ...recorder, find } };
  // What is asked for first has been carried out before.
  applyEffects(operation!, { ...plan.values, headers: {} }, world);
  await probePreconditions(change({ ...given, wire: given.wireWith({}) }));
  return told(heading, { asked: lines, found, leftOut });
}

/** Answers by these codes, the last one from then on. */
const inTurn =
  (...codes: string[]): Keep =>
  (_, __, state) =>
    codes[Math.min((state.requests += 1), codes.length) - 1]!;

const refused = (count: number): string[] => Array.from({ length: count }, () => '7');

const withOptions =
  (options: Partial<Plan['run']['options']>) =>
  (plan: Plan): Plan => ({ ...plan, run: { ...plan.run, options: { ...plan.run.options, ...options } } });

const line = (operation: Json, name: string): Json =>
  operation['x-preconditions'].find((each: Json) => each.name === name);

/** The document with another operation, which has an effect. */
const disturbed = (effect: Json): Contract =>
  changed((operation, _, paths) => {
    paths['/others'] = { post: { operationId: 'other', responses: operation.responses, 'x-effects': [effect] } };
  });
const moved = { row: 'calls', key: '$response.body#/id', set: { skillid: 1 } };
const withLines = (...lines: Json[]): Contract => changed((operation) => void (operation['x-preconditions'] = lines));
const withEffect = (effect: Json): Contract => changed((operation) => void (operation['x-effects'] = [effect]));
const ofAgent = { name: 'known', row: 'agents', key: '$request.path.agentid', else: 'agentNotSignedIn' };

const withoutSessions = changed((operation, state) => {
  operation['x-preconditions'] = operation['x-preconditions'].filter(({ row }: Json) => row !== 'sessions');
  state.agents.examples.push({ agentid: '110', queues: [1, 8] });
});

const runs: [about: string, run: Run][] = [
  ['keeps the rows', {}],
  ['is asked at effects', { level: 'effects' }],
  [
    'is asked at effects, and is tried with another session elsewhere',
    { level: 'effects', change: withOptions({ otherAuth: 'x' }) },
  ],
  ['is tried with another session elsewhere', { keep: () => '0', change: withOptions({ otherAuth: 'x' }) }],
  ['hears every method', { isDeaf: true }],
  ['takes everything', { keep: () => '0' }],
  ['refuses everything', { keep: () => '400-001' }],
  ['takes the first of what is made up', { keep: inTurn('0', '7', '0') }],
  [
    'takes a key with a character after it, and no other',
    { keep: inTurn('7', '7', '7', '7', '7', '7', '7', '0', '7') },
  ],
  ['grants nothing', { keep: inTurn(...refused(18), '7') }],
  ['grants one of two', { keep: inTurn(...refused(18), '0', '7') }],
  ['does not move', { keep: inTurn(...refused(18), '0', '0', ...refused(4), '7') }],
  ['does not move back', { keep: inTurn(...refused(18), '0', '0', ...refused(4), '0', '0', '7') }],
  ['is not wanted', { change: (plan) => ({ ...plan, run: { ...plan.run, isWanted: () => false } }) }],
  [
    'is wanted at near keys alone',
    { change: (plan) => ({ ...plan, run: { ...plan.run, isWanted: (_, id) => id.startsWith('near') } }) },
  ],
  ['has an operation that makes calls', { contract: disturbed(moved) }],
  ['has an operation that moves calls', { contract: disturbed({ ...moved, key: '$request.body#/id' }) }],
  [
    'has an operation that signs agents in',
    { contract: disturbed({ ...moved, row: 'agents', key: '$request.body#/id', set: { queues: [] } }) },
  ],
  [
    'has an operation that changes the name of a call',
    { contract: disturbed({ ...moved, key: '$request.body#/id', set: { name: 1 } }) },
  ],
  ['has no preconditions', { contract: withLines() }],
  ['has one precondition', { contract: withLines(ofAgent) }],
  ['has a key that is no field', { contract: withLines(ofAgent, { ...ofAgent, key: '$request.body' }) }],
  [
    'has a key in the query that is not sent',
    { contract: withLines(ofAgent, { ...ofAgent, key: '$request.query.agentid' }) },
  ],
  [
    'has example rows of which it does not grant the first',
    { contract: changed((_, state) => void (state.calls.examples[0].skillid = 4711)) },
  ],
  [
    'has no other rows',
    {
      contract: changed((_, state) => {
        for (const table of Object.values<Json>(state)) table.examples.splice(1);
      }),
    },
  ],
  [
    'has many rows',
    {
      contract: changed((_, state) => {
        for (let at = 10; at < 20; at += 1) {
          state.queues.examples.push({ skillid: at });
          state.agents.examples.push({ agentid: `1${at}`, queues: [1, 8] });
        }
      }),
    },
  ],
  [
    'has keys that are nearly the one in use',
    {
      contract: changed((operation, state) => {
        operation.requestBody.content['application/json'].schema.properties.callid.maxLength = 16;
        state.calls.examples.push({ callid: '1663580465-1131', skillid: 8 });
      }),
    },
  ],
  [
    'has few keys',
    {
      contract: changed((operation) => {
        operation.requestBody.content['application/json'].schema.properties.callid = {
          enum: ['1663580465-1134', '1663580465-1140', 'x'],
        };
      }),
    },
  ],
  [
    'has a line of two columns',
    {
      contract: changed((operation, state) => {
        line(operation, 'callIsInReach').where.kind = 'voice';
        for (const row of state.calls.examples) row.kind = 'voice';
      }),
    },
  ],
  [
    'looks at two rows',
    {
      contract: changed((operation, state) => {
        line(operation, 'targetExists').where = { site: '$state.agents#/site' };
        for (const row of [...state.agents.examples, ...state.queues.examples]) row.site = 'a';
      }),
    },
  ],
  [
    'lets one agent into each queue',
    {
      contract: changed((operation, state) => {
        line(operation, 'targetExists').where = { agent: '$request.path.agentid' };
        state.calls.examples.push({ callid: '1663580465-1150', skillid: 8 });
        for (const [at, row] of state.queues.examples.entries()) row.agent = at === 0 ? '101' : '102';
      }),
    },
  ],
  ['looks at no session', { contract: withoutSessions }],
  ['has no keys', { contract: withoutSessions, change: (plan) => ({ ...plan, session: undefined }) }],
  [
    'has an operation that moves and names calls',
    { contract: disturbed({ ...moved, key: '$request.body#/id', set: { name: 2, skillid: 1 } }) },
  ],
  [
    'has an effect without words',
    {
      contract: changed((operation) => {
        delete operation['x-effects'][0].meaning;
        for (const each of operation['x-preconditions']) delete each.meaning;
      }),
    },
  ],
  [
    'has an effect without words, and takes everything',
    {
      keep: () => '0',
      contract: changed((operation) => {
        delete operation['x-effects'][0].meaning;
        for (const each of operation['x-preconditions']) delete each.meaning;
      }),
    },
  ],
  [
    'has an effect that nothing shows',
    { contract: withEffect({ row: 'calls', key: '$request.body#/callid', set: { name: 'x' } }) },
  ],
  [
    'has an effect that has no way back',
    { contract: withEffect({ row: 'calls', key: '$request.body#/callid', set: { skillid: 8 } }) },
  ],
  [
    'has an effect on others',
    { contract: withEffect({ row: 'agents', key: '$request.path.agentid', set: { queues: [] } }) },
  ],
  [
    'has an effect and a line that tells it by the row',
    {
      contract: changed(
        (operation) => void (line(operation, 'callIsInReach').where = { skillid: '$request.body#/skillid' }),
      ),
    },
  ],
  [
    'has all methods',
    {
      contract: changed((operation, _, paths) => {
        for (const method of ['post', 'patch'])
          paths[path!][method] = { ...operation, operationId: method, 'x-effects': [], 'x-preconditions': [] };
      }),
    },
  ],
  [
    'has POST',
    {
      contract: changed((operation, _, paths) => {
        paths[path!].post = { ...operation, operationId: 'post', 'x-effects': [], 'x-preconditions': [] };
      }),
    },
  ],
  ...worldFaults.flatMap(({ name, change }): [string, Run][] =>
    change.keep && !change.reply && !change.refuse ? [[name, { keep: change.keep }]] : [],
  ),
];

test('what is asked by the example rows, and found of a provider, is what is written down', async () => {
  const [right, ...others] = await Promise.all(runs.map(([about, run]) => toldOf(`A provider: ${about}`, run)));
  // Of the others, what is asked of the first one as well is not told again.
  const known = new Set(right);
  const lines = others.flatMap((each) => [...each.filter((one) => !known.has(one)), `${each.length} lines`]);
  await expect(`${[...right!, ...lines].join('\n')}\n`).toMatchFileSnapshot('cases/example-rows.txt');
});

test('a key that is no expression is no field of the request', () => {
  const { plan } = answered(own.operations[0]!.id, () => undefined, 'full', own);
  const [field] = fieldsOf(plan);
  const [first] = own.operations[0]!.preconditions;
  expect(decides(plan, field!, first!)).toBe(true);
  expect(decides(plan, field!, { ...first!, key: '101' })).toBe(false);
});
