import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { probeCreation } from '../src/check/probes/state/creation.ts';
import { probeRemoval } from '../src/check/probes/state/removal.ts';
import { probeUpdate } from '../src/check/probes/state/update.ts';
import type { Case } from '../src/check/answers/reading/case.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import { answered, type Reply } from './cases/answered.ts';
import { said, told, withoutWaiting } from './cases/told.ts';

const json = (schema: Json, example?: Json): Json => ({
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});
const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });
const note = { title: { type: 'string', minLength: 1, maxLength: 40 }, size: { type: 'integer', maximum: 100_000 } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]{1,8}$' } };
const asked = (schema: Json = object(note), example: Json = { title: 'First', size: 8 }): Json => ({
  requestBody: { required: true, ...json(schema, example) },
  responses: { 200: { description: 'changed' }, 400: { description: 'bad' } },
});
const shown = (schema: Json = object(note)): Json => ({
  responses: { 200: { description: 'it', ...json(schema) }, 404: { description: 'none' } },
});

const documentOf = (paths: Json): Contract =>
  readContract(
    { openapi: '3.1.0', info: { title: 'Notes', version: '1' }, paths },
    { version: '1', hash: '0'.repeat(64) },
  );

/** A path of one note, with a GET and another operation. */
const one = (change: Json, get: Json = shown(), path = '/notes/{id}'): Contract =>
  documentOf({
    [path]: {
      parameters: path.includes('{id}') ? [{ ...id, example: 'mine' }] : [],
      ...(get && { get: { operationId: 'read', ...get } }),
      ...Object.fromEntries(
        Object.entries<Json>(change).map(([method, each]) => [method, { operationId: 'change', ...each }]),
      ),
    },
  });

const ok = (body: unknown): Reply => ({ status: 200, body });
const none: Reply = { status: 404 };
const bad: Reply = { status: 400 };

/** Probes an operation of a document; tells what is asked, how long is waited, and what is found. */
async function toldOf(
  heading: string,
  contract: Contract,
  answer: (each: Case, times: number) => Reply,
  probe: (plan: Plan) => Promise<void>,
): Promise<string[]> {
  const lines: string[] = [];
  const { plan, found, leftOut } = answered(
    'change',
    (each, times) => {
      const reply = answer(each, times);
      lines.push(`${each.id}: ${each.about}: ${said(each)}: ${reply?.status}`);
      return reply;
    },
    'full',
    contract,
  );
  await withoutWaiting(
    (ms) => lines.push(`${ms} ms later`),
    () => probe(plan),
  );
  return told(heading, { asked: lines, found, leftOut });
}

type Note = Record<string, unknown>;

/** Keeps one note, and shows it, as it is told to. */
function keeping(
  keep: (now: Note, sent: Note) => Note = (_, sent) => sent,
  show: (now: Note) => unknown = (now) => now,
) {
  let now: Note;
  return ({ wire }: Case, times: number): Reply => {
    if (times === 0) now = { title: 'First', size: 8 };
    if (!wire.target.endsWith('/mine')) return none;
    if (wire.method === 'GET') return ok(show(now));
    now = keep(now, JSON.parse(wire.body!.toString()) as Note);
    return { status: 200 };
  };
}

const nothing = keeping((now) => now);
const inTurn =
  (...replies: Reply[]) =>
  (_: Case, times: number): Reply =>
    replies[Math.min(times, replies.length - 1)];
const first = ok({ title: 'First', size: 8 });

const put = one({ put: asked() });
const later = (more: Json): Contract => one({ put: { ...asked(), ...more } });
const described = (description: string): Contract => later({ description });

const updates: [about: string, contract: Contract, answer: (each: Case, times: number) => Reply][] = [
  ['keeps what it is sent', put, keeping()],
  ['keeps nothing', put, nothing],
  ['keeps nothing of a PATCH', one({ patch: asked() }), nothing],
  ['is asked by POST', one({ post: asked() }), nothing],
  ['keeps one of two', put, keeping(({ title }, { size }) => ({ title, size }))],
  ['shows what was sent last already', put, keeping(undefined, () => ({ title: 'First', size: 38 }))],
  ['shows the change at the third look', put, inTurn(none, none, ok({}), first, ok({}), first, first, ok({ size: 9 }))],
  [
    'keeps one of two, and rounds the other',
    put,
    keeping(({ title }, { size }) => ({ title, size: Number(size) + 1 })),
  ],
  ['shows nothing of it', put, keeping(undefined, () => ({}))],
  ...['F****', '••••', 'xxxx', 'XXXX-1', '', null, 'x*x', 'abc•'].map((title): (typeof updates)[number] => [
    `shows ${JSON.stringify(title)}`,
    put,
    keeping(undefined, () => ({ title })),
  ]),
  [
    'shows the note in an object',
    one({ put: asked() }, shown(object({ a: { type: 'integer' }, note: object(note) }))),
    keeping(
      (now) => now,
      (now) => ({ a: 1, b: null, list: [now], note: now }),
    ),
  ],
  [
    'shows a list',
    put,
    keeping(
      (now) => now,
      (now) => [now],
    ),
  ],
  [
    'shows a text',
    put,
    keeping(
      (now) => now,
      () => 'title',
    ),
  ],
  ['finds whatever it is asked for', put, () => first],
  ['finds whatever it is asked for, the second time', put, inTurn(none, first)],
  ['refuses the first change', put, inTurn(none, none, bad)],
  ['refuses the second change', put, inTurn(none, none, ok({}), first, bad)],
  ['shows nothing after the first change', put, inTurn(none, none, ok({}), none)],
  ['shows nothing after the second change', put, inTurn(none, none, ok({}), first, ok({}), none)],
  ['says that it does it later', put, inTurn(none, none, { status: 202 })],
  ['is documented to answer 202', later({ responses: { 202: { description: 'accepted' } } }), nothing],
  [
    'is documented to answer 202, too',
    later({ responses: { 200: { description: 'ok' }, 202: { description: 'accepted' } } }),
    nothing,
  ],
  ['is documented to do it in the background', described('It is made in the background.'), nothing],
  ['is documented to take effect', later({ responses: { 200: { description: 'It takes effect soon.' } } }), nothing],
  [
    'is documented to refuse what is queued',
    later({ responses: { 200: { description: 'ok' }, 400: { description: 'Queued.' } } }),
    nothing,
  ],
  ['has no GET', one({ put: asked() }, null), nothing],
  ['has one note only', one({ put: asked() }, undefined, '/mine'), nothing],
  [
    'has a rule of success',
    one({
      put: {
        ...asked(),
        responses: {
          200: {
            description: 'ok',
            ...json({
              ...object({ code: { type: 'string' } }),
              'x-success': { value: '$response.body#/code', equals: '0' },
            }),
          },
        },
      },
    }),
    nothing,
  ],
  [
    'takes no JSON',
    one({
      put: { ...asked(), requestBody: { content: { 'text/plain': { schema: { type: 'string' }, example: 'a' } } } },
    }),
    nothing,
  ],
  ['takes a list', one({ put: asked({ type: 'array', items: object(note) }, [{ title: 'First' }]) }), nothing],
  ...(
    [
      ['a list', ['First']],
      ['a text', 'First'],
      ['null', null],
    ] as const
  ).map(([about, example]): (typeof updates)[number] => [
    `takes ${about} where it may take a note`,
    one({ put: asked({ properties: note }, example) }),
    nothing,
  ]),
  [
    'takes what is named as what every object has',
    one(
      { put: asked(object({ constructor: { type: 'string' } }), { constructor: 'a' }) },
      shown(object({ constructor: {} })),
    ),
    keeping(undefined, () => ({})),
  ],
  [
    'takes what is not to be shown',
    one({ put: asked(object({ ...note, title: { ...note.title, writeOnly: true } })) }),
    nothing,
  ],
  [
    'does not show one',
    one({ put: asked() }, shown(object({ ...note, title: { ...note.title, writeOnly: true } }))),
    nothing,
  ],
  ['shows other members', one({ put: asked() }, shown(object({ name: note.title }))), nothing],
  [
    'shows them where it fails',
    one(
      { put: asked() },
      { responses: { 200: { description: 'it' }, 404: { description: 'none', ...json(object(note)) } } },
    ),
    nothing,
  ],
  [
    'shows them, but not as JSON',
    one(
      { put: asked() },
      { responses: { 200: { description: 'it', content: { 'text/html': { schema: object(note) } } } } },
    ),
    nothing,
  ],
  ['is not sent one of two', one({ put: asked(object(note), { size: 8 }) }), nothing],
  [
    'takes what can be told by case alone',
    one({ put: asked(object({ title: { enum: ['a', 'A', 'a-'] } }), { title: 'a' }) }, shown(object({ title: {} }))),
    nothing,
  ],
  [
    'takes the empty text beside one',
    one({ put: asked(object({ title: { enum: ['a', '-', ''] } }), { title: 'a' }) }, shown(object({ title: {} }))),
    nothing,
  ],
  [
    'takes two kinds of values',
    one({ put: asked(object({ title: { enum: ['a', 1] } }), { title: 'a' }) }, shown(object({ title: {} }))),
    nothing,
  ],
  [
    'takes a flag',
    one({ put: asked(object({ on: { type: 'boolean' } }), { on: true }) }, shown(object({ on: {} }))),
    keeping(() => ({ on: true })),
  ],
  [
    'takes a list in a member',
    one(
      { put: asked(object({ on: { type: 'array', items: { type: 'integer' } } }), { on: [1] }) },
      shown(object({ on: {} })),
    ),
    nothing,
  ],
  [
    'takes a small number',
    one({ put: asked(object({ size: { type: 'number', multipleOf: 0.1, maximum: 0.9 } }), { size: 0.5 }) }),
    nothing,
  ],
  [
    'takes two members that go together',
    one({ put: asked(object(note, { not: { properties: { title: { pattern: '^[^F]' }, size: { minimum: 9 } } } })) }),
    nothing,
  ],
];

test('what is read back after a change, and found of a provider, is what is written down', async () => {
  const lines: string[] = [];
  for (const [about, contract, answer] of updates)
    lines.push(...(await toldOf(`A provider that ${about}`, contract, answer, probeUpdate)));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('cases/updates.txt');
});

const gone = { responses: { 204: { description: 'gone' } } };
const readings = (...statuses: string[]): Json => ({
  responses: Object.fromEntries(['200', ...statuses].map((status) => [status, { description: 'it' }])),
});
const remove = one({ delete: gone });

const removals: [about: string, contract: Contract, answer: (each: Case, times: number) => Reply][] = [
  ['finds nothing any more', remove, () => none],
  ['finds it for ever', remove, inTurn(none, none, first)],
  ['finds it twice', remove, inTurn(none, none, first, first, none)],
  ['finds it until the last look', remove, inTurn(none, none, first, first, first, none)],
  ['finds whatever it is asked for', remove, () => first],
  ['finds the second thing that nobody has', remove, inTurn(none, first)],
  ['is documented by 410', one({ delete: gone }, readings('410')), inTurn(none, none, first)],
  ['is documented by 4xx', one({ delete: gone }, readings('4XX', '400')), inTurn(none, none, first)],
  ['is not documented to say that it is gone', one({ delete: gone }, readings('400')), () => first],
  ['has no GET', one({ delete: gone }, null), () => first],
  ['is asked by PUT', one({ put: gone }), () => first],
  ['has one note only', one({ delete: gone }, shown(), '/mine'), () => first],
];

test('what is asked for after it was deleted, and found of a provider, is what is written down', async () => {
  const lines: string[] = [];
  for (const [about, contract, answer] of removals)
    lines.push(...(await toldOf(`A provider that ${about}`, contract, answer, probeRemoval)));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('cases/removals.txt');
});

const made = (more: Json = {}, responses: Json = { 201: { description: 'made' } }): Json => ({
  '/notes': { post: { operationId: 'change', ...asked(), responses, ...more } },
});
const reading = (path: string, method = 'get'): Json => ({
  [path]: {
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ ...id, name })),
    [method]: { operationId: path, ...shown() },
  },
});
const notes = reading('/notes/{note}');
const creations: [about: string, paths: Json, answer: (each: Case, times: number) => Reply, newest?: string][] = [
  ['shows what it has made', { ...made(), ...notes }, () => first],
  ['does not know what it has made', { ...made(), ...notes }, () => none],
  ['says that what it has made is gone', { ...made(), ...notes }, () => ({ status: 410 })],
  ['knows it the third time', { ...made(), ...notes }, inTurn(none, none, first)],
  ['knows it the last time', { ...made(), ...notes }, inTurn(none, none, none, first)],
  ['gives no answer', { ...made(), ...notes }, () => undefined],
  ['names nothing', { ...made(), ...notes }, () => none, ''],
  [
    'may make it later',
    { ...made({}, { 201: { description: 'made' }, 202: { description: 'later' } }), ...notes },
    () => none,
  ],
  ['is not documented to make something', { ...made({}, { 200: { description: 'ok' } }), ...notes }, () => none],
  [
    'has a rule of success',
    {
      ...made(
        {},
        {
          201: { description: 'made' },
          200: {
            description: 'ok',
            ...json({ ...object({ code: {} }), 'x-success': { value: '$response.body#/code', equals: '0' } }),
          },
        },
      ),
      ...notes,
    },
    () => none,
  ],
  ['has no GET', made(), () => none],
  [
    'has parts of a note, and a note',
    { ...made(), ...reading('/notes/{note}/parts'), ...reading('/notes/all'), ...reading('/noted/{note}'), ...notes },
    () => none,
  ],
  [
    'has parts of a note only',
    { ...made(), ...reading('/notes/{note}/parts'), ...reading('/notes/{a}{b}') },
    () => none,
  ],
  ['has no GET of a note', { ...made(), ...reading('/notes/{note}', 'put') }, () => none],
];

test('what is asked for after it was made, and found of a provider, is what is written down', async () => {
  const lines: string[] = [];
  for (const [about, paths, answer, newest = 'abc'] of creations)
    lines.push(
      ...(await toldOf(`A provider that ${about}`, documentOf(paths), answer, (plan) =>
        probeCreation(plan, (reader, name) => (newest === '' ? undefined : `${newest}-${reader.id.length}-${name}`)),
      )),
    );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('cases/creations.txt');
});

test('the GET is that of the path, with what is offered for it, and with keys that its place can hold', async () => {
  const kinds = { ...id, schema: { enum: ['mine', 'a-b', 'yours'] }, example: 'mine' };
  const query = { name: 'view', in: 'query', schema: { type: 'string' } };
  const contract = documentOf({
    ...reading('/notes/all'),
    '/notes/{of}-{id}': {
      parameters: [{ ...id, name: 'of', example: 'me' }, kinds],
      get: { operationId: 'read', parameters: [query], ...shown() },
      delete: { operationId: 'change', ...gone },
    },
  });
  const lines: string[] = [];
  const { plan } = answered('change', (each) => void lines.push(said(each)), 'full', contract);
  const options = { ...plan.run.options, set: { view: 'short' } };
  await probeRemoval({ ...plan, run: { ...plan.run, options } });
  expect(lines).toEqual(['GET /notes/me-yours?view=short', 'GET /notes/me-mine?view=short']);
});

test('what is not wanted in a replay is not asked', async () => {
  for (const [contract, probe] of [
    [put, probeUpdate],
    [remove, probeRemoval],
    [documentOf({ ...made(), ...notes }), (plan: Plan) => probeCreation(plan, () => 'abc')],
  ] as [Contract, (plan: Plan) => Promise<void>][]) {
    const { plan, asked: sent } = answered('change', () => first, 'full', contract);
    await probe({ ...plan, run: { ...plan.run, isWanted: () => false } });
    expect(sent).toEqual([]);
  }
});
