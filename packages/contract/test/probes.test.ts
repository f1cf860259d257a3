import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { probeBoundaries } from '../src/check/probes/constraints/boundaries.ts';
import { probeGenerated } from '../src/check/probes/constraints/generated.ts';
import { probePaging } from '../src/check/probes/constraints/paging.ts';
import { isAboutState, isSpent, isStranded } from '../src/check/probes/state/state-refusals.ts';
import { fieldsOf } from '../src/check/requests/fields.ts';
import { caseOf } from '../src/check/requests/plan.ts';
import { judgeMethod } from '../src/check/probes/http/method-answers.ts';
import { methodCases } from '../src/check/probes/http/methods.ts';
import { probeHandout, probeRenewal } from '../src/check/probes/sessions/renewal.ts';
import { probeOrder } from '../src/check/probes/state/order.ts';
import { probeAftermath, probeRepeats, probeSteadiness } from '../src/check/probes/state/repetition.ts';
import { bodyCases } from '../src/check/probes/constraints/bodies.ts';
import { sessionCases } from '../src/check/probes/sessions/wrong-sessions.ts';
import { answered, exchanged, type Reply } from './cases/answered.ts';
import { own } from './faulty/document.ts';

const allow = 'GET, DELETE';

test.each<[method: string, reply: Reply, found: string[]]>([
  ['PUT', { status: 405, headers: { Allow: allow } }, []],
  ['PUT', { status: 405, headers: { Allow: `${allow}, OPTIONS,HEAD,` } }, []],
  ['PUT', { status: 501 }, []],
  ['PUT', { status: 501, headers: { Allow: 'GET' } }, []],
  ['PUT', { status: 404 }, []],
  ['PUT', undefined, []],
  ['PUT', { status: 405 }, ['method/allow: 405 comes without Allow']],
  ['PUT', { status: 405, headers: { Allow: '' } }, []],
  ['PUT', { status: 405, headers: { Allow: 'GET' } }, ['method/allow: Allow is GET, without DELETE']],
  ['PUT', { status: 404, headers: { Allow: 'DELETE' } }, ['method/allow: Allow is DELETE, without GET']],
  ['PUT', { status: 405, headers: { Allow: `${allow}, PUT, PATCH` } }, ['method/allow: Allow lists PUT, PATCH']],
  ['PUT', { status: 200 }, ['method/undocumented: the status is 200']],
  ['PUT', { status: 302 }, ['method/status: the status is 302']],
  ['PUT', { status: 399 }, ['method/status: the status is 399']],
  ['PUT', { status: 400 }, []],
  ['PUT', { status: 500 }, ['method/status: the status is 500']],
  ['OPTIONS', { status: 204 }, []],
  ['OPTIONS', { status: 299 }, []],
  ['OPTIONS', { status: 300 }, ['method/status: the status is 300']],
  ['OPTIONS', { status: 399 }, ['method/status: the status is 399']],
  ['OPTIONS', { status: 400 }, []],
  ['OPTIONS', { status: 500 }, ['method/status: the status is 500']],
  ['TRACE', { status: 200 }, ['method/trace: the status is 200']],
  ['TRACE', { status: 200, text: 'TRACE / HTTP/1.1' }, ['method/trace: TRACE sends the request back']],
  ['TRACE', { status: 300, text: 'TRACE / HTTP/1.1' }, ['method/status: the status is 300']],
  ['PUT', { status: 200, text: 'TRACE / HTTP/1.1' }, ['method/undocumented: the status is 200']],
  ['TRACE', { status: 405, text: 'TRACE no', headers: { Allow: allow } }, []],
])('to %s at a path of GET and DELETE, of the answer %j is found what there is to find', (method, reply, expected) => {
  const { plan, found } = answered('readShape', () => undefined);
  const each = methodCases(plan).find(({ id }) => id === `method/${method}`)!;
  judgeMethod(plan, exchanged(plan, each, reply));
  expect(found).toEqual(expected);
});

test('where the document has a rule of success, a status alone carries out nothing', () => {
  const carriedOut = { status: 200, body: { retcode: '0' } };
  for (const [method, reply, expected] of [
    ['OPTIONS', carriedOut, ['method/options: OPTIONS is carried out']],
    ['OPTIONS', { status: 200, body: { retcode: '7' } }, []],
    ['POST', carriedOut, ['method/undocumented: the request is carried out']],
    ['POST', { status: 200, body: { retcode: '7' } }, ['method/status: the status is 200']],
  ] as [string, Reply, string[]][]) {
    const { plan, found } = answered('holdCall', () => undefined);
    judgeMethod(
      plan,
      exchanged(
        plan,
        methodCases(plan).find(({ id }) => id === `method/${method}`)!,
        reply,
      ),
    );
    expect(found).toEqual(expected);
  }
});

const ok: Reply = { status: 200 };
const unknown: Reply = { status: 401 };
const wrong: Reply = { status: 400 };
const busy: Reply = { status: 429, headers: { 'Retry-After': '0' } };

/** The answers one after the other, and the last one from then on. */
const inTurn =
  (...replies: Reply[]) =>
  (_: unknown, times: number): Reply =>
    replies[Math.min(times, replies.length - 1)];

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  ['accepts it each time', [ok], [], 8],
  ['refuses it the second time', [ok, wrong, ok], ['state/repeat: refused with 400, after it was accepted'], 8],
  ['says that it is gone', [ok, { status: 404 }], [], 2],
  ['asks to wait', [ok, busy, ok], [], 8],
  [
    'refuses one of several at once',
    [ok, ok, ok, ok, ok, wrong, ok],
    ['state/concurrent: refused with 400, which alone is accepted'],
    8,
  ],
  [
    'breaks at several at once',
    [ok, ok, ok, ok, ok, { status: 500 }, ok],
    ['state/concurrent: the status is 500; alone, the request is accepted'],
    8,
  ],
  [
    'drops one of several at once',
    [ok, ok, ok, ok, undefined, ok],
    ['state/concurrent: the connection was closed; alone, the request is accepted'],
    8,
  ],
  ['lets one of several at once wait', [ok, ok, ok, ok, busy, ok], [], 8],
  ['cannot tell by 418 of several at once', [ok, ok, ok, ok, { status: 302 }, ok], [], 8],
])('of a provider that %s, repeats find what there is to find', async (_, replies, expected, count) => {
  const { plan, found, asked } = answered('movePart', inTurn(...replies));
  const isConcurrent = await probeRepeats(plan);
  expect(found).toEqual(expected);
  expect(asked).toHaveLength(count);
  expect(isConcurrent).toBe(replies.length === 1 || (replies.length === 3 && count === 8));
});

test('what is read and is gone the next time is worth a look, and what is deleted is not', async () => {
  const read = answered('readShape', inTurn(ok, { status: 404 }));
  expect(await probeRepeats(read.plan)).toBe(false);
  expect(read.found).toEqual(['state/repeat: refused with 404, after it was read (unsaid)']);
  const removed = answered('removeShape', inTurn(ok, { status: 404 }));
  expect(await probeRepeats(removed.plan)).toBe(false);
  expect([removed.found, removed.leftOut]).toEqual([[], ['the same request again: it can be carried out once only']]);
  expect(removed.plan.hasMoved).toBe(true);
});

test('below full nothing is sent at once', async () => {
  const { plan, asked } = answered('movePart', () => ok, 'safe');
  expect(await probeRepeats(plan)).toBe(false);
  expect(asked).toHaveLength(4);
});

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  [
    'refuses the valid one only once',
    [wrong, wrong, wrong, ok],
    ['state/aftermath: refused with 400, after a wrong request'],
    2,
  ],
  ['takes the valid one', [wrong, ok], [], 2 * 3],
  ['asks to wait', [wrong, busy, wrong, ok], [], 2 * 3],
  ['has lost what it is about', [wrong, { status: 404 }, wrong, ok], [], 2 * 3],
])(
  'of a provider that %s, the aftermath of wrong requests shows what there is to find',
  async (_, replies, expected, count) => {
    const { plan, found, asked } = answered('movePart', (each, times) =>
      replies.length === 2 ? replies[times % 2] : inTurn(...replies)(each, times),
    );
    const kinds = [...sessionCases(plan).slice(0, 2), ...bodyCases(plan)];
    await probeAftermath(plan, kinds);
    expect(found).toEqual(expected);
    expect(asked.length).toBe(count);
  },
);

test.each<[about: string, replies: Reply[], found: string[]]>([
  ['refuses alike', [wrong], []],
  ['refuses otherwise', [wrong, unknown], ['state/steady: the answers differ: [400,400], [401,401]']],
  ['asks to wait in between', [wrong, busy, wrong], []],
  ['cannot tell in between', [wrong, undefined, wrong], []],
])(
  'of a provider that %s, the same wrong request several times shows what there is to find',
  async (_, replies, expected) => {
    const { plan, found, asked } = answered('movePart', inTurn(...replies));
    await probeSteadiness(plan, sessionCases(plan).slice(0, 1), 1);
    expect(found).toEqual(expected);
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'there is no session key, 2 times'));
  },
);

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  ['refuses for the session', [unknown], [], 4],
  ['lets the first request in', [ok], [], 1],
  ['carries out a wrong body', [unknown, ok, unknown], ['auth/missing: the request is carried out'], 4],
  ['looks at the body first', [unknown, wrong, unknown], ['auth/order: refused with 400'], 4],
  ['looks at the media type first', [unknown, unknown, unknown, { status: 415 }], [], 4],
  ['is not sure', [unknown, busy, unknown], [], 4],
])(
  'of a provider that %s, the order of its checks shows what there is to find',
  async (_, replies, expected, count) => {
    const { plan, found, asked } = answered('movePart', inTurn(...replies));
    await probeOrder(plan);
    expect(found.map((line) => line.replace(' (unsaid)', ''))).toEqual(expected);
    expect(asked).toHaveLength(count);
  },
);

test('the order of checks is asked of what needs a session and has a body of JSON', async () => {
  for (const id of ['keepText', 'makeShape', 'readShape', 'keepWhatever']) {
    const { plan, asked } = answered(id, () => unknown);
    await probeOrder(plan);
    expect(asked).toEqual([]);
  }
});

/** The document of the gateway, with its operation changed. */
function gateway(change: (operation: Json) => void = () => {}): Contract {
  const document: Json = structuredClone(own.document);
  change(Object.values<Json>(document.paths)[0].put);
  return readContract(document, own.stamp);
}

const ofBody = ['the body is no JSON', 'the body lacks every member', 'the media type is another'];

test.each<[about: string, contract: Contract, rows: string[]]>([
  ['of calls and queues', gateway(), ['body callid names nothing', 'body skillid names nothing']],
  [
    'of queues, where there is one call',
    gateway(({ requestBody }) => {
      requestBody.content['application/json'].schema.properties.callid = { const: '1663580465-1134' };
    }),
    ['body skillid names nothing'],
  ],
  [
    'of nothing, where no session is looked up',
    gateway((operation) => {
      operation['x-preconditions'] = operation['x-preconditions'].filter(({ row }: Json) => row !== 'sessions');
    }),
    [],
  ],
])('without a session, rows that are looked up after it are asked for: %s', async (_, contract, rows) => {
  const lapsed: Reply = { status: 200, body: { message: '', retcode: '000-003' } };
  const { plan, asked, found } = answered('assignUserInQueue', () => lapsed, 'full', contract);
  await probeOrder(plan);
  expect(asked.slice(1).map((about) => about.replace('there is no session key, and ', ''))).toEqual([
    ...ofBody,
    ...rows,
  ]);
  expect(found).toEqual([]);
});

test('that the session is looked at first is said by a document that refuses for it first', async () => {
  const later = gateway((operation) => {
    const { security, ...others } = operation['x-violations'];
    operation['x-violations'] = { ...others, security };
  });
  for (const [contract, unsaid] of [
    [gateway(), ''],
    [later, ' (unsaid)'],
  ] as const) {
    const code = (retcode: string): Reply => ({ status: 200, body: { message: '', retcode } });
    const { plan, found } = answered(
      'assignUserInQueue',
      inTurn(code('000-003'), code('000-006'), code('000-003')),
      'full',
      contract,
    );
    await probeOrder(plan);
    expect(found).toEqual([`auth/order: refused with "000-006"${unsaid}`]);
  }
});

test.each<[about: string, reply: Reply, newest: string | undefined, found: string[]]>([
  ['key that has been renewed', unknown, 'another', []],
  ['key that is the newest', unknown, undefined, ['state/concurrent: refused with 401, which alone is accepted']],
  ['value, with a renewed key,', wrong, 'another', ['state/concurrent: refused with 400, which alone is accepted']],
])(
  'one of several at once may be refused for its key: for a %s is found what there is to find',
  async (_, reply, newest, expected) => {
    const { plan, found } = answered('movePart', inTurn(ok, ok, ok, ok, ok, reply, ok));
    const renewals = { ...plan.run.renewals, newest: (key: string) => newest ?? key };
    await probeRepeats({ ...plan, run: { ...plan.run, renewals } });
    expect(found).toEqual(expected);
  },
);

const hands = (key: string | undefined, retcode = '0'): Reply => ({
  status: 200,
  body: { retcode },
  ...(key !== undefined && { headers: { 'Set-Session': `id=${key}` } }),
});
const [one, two, three, four] = ['key-number-1', 'key-number-2', 'key-number-3', 'key-number-4'];
const old = 'auth/old-key: the old key is still accepted';

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  ['hands out no key', [hands(undefined)], [], 1],
  ['hands out the same key', [hands(one)], [], 2],
  ['stops handing out', [hands(one), hands(two), hands(undefined)], [], 3],
  ['goes in a circle', [hands(one), hands(two), hands(one)], [], 3],
  ['refuses the second key', [hands(one), hands(two), hands(three, '7'), hands(four)], [], 3],
  ['lets old keys live', [hands(one), hands(two), hands(three), hands(four), hands(undefined)], [old], 5],
  ['lets old keys die', [hands(one), hands(two), hands(three), hands(four), hands(undefined, '7')], [], 5],
  [
    'refuses the first new key once',
    [hands(one), hands(two, '7'), hands(three), hands(four), hands(undefined)],
    [old],
    5,
  ],
])('of a provider that %s, renewals show what there is to find', async (_, replies, expected, count) => {
  const { plan, found, asked } = answered('holdCall', inTurn(...replies));
  await probeRenewal(plan);
  expect(found).toEqual(expected);
  expect(asked).toHaveLength(count);
  if (count === 5) expect(asked[4]).toBe('a session key is used after 3 renewals');
  const isAsked = async (change: Partial<typeof plan>): Promise<number> => {
    const before = asked.length;
    await probeRenewal({ ...plan, ...change });
    return asked.length - before;
  };
  expect(await isAsked({ session: undefined })).toBe(0);
  expect(await isAsked({ run: { ...plan.run, options: { ...plan.run.options, dryRun: true } } })).toBe(0);
  expect(await isAsked({ run: { ...plan.run, isWanted: () => false } })).toBe(0);
});

test.each<[about: string, handedOut: string | undefined, reply: Reply, found: string[], asked: number]>([
  ['hands out nothing', undefined, hands(undefined), [], 0],
  ['hands out a key that works', one, hands(undefined), ['auth/handout: the request is carried out'], 1],
  ['hands out a key that does not work', one, hands(undefined, '7'), [], 1],
])('a provider that %s where it refuses a stranger is found out', async (_, key, reply, expected, count) => {
  const { plan, found, asked } = answered('holdCall', () => reply);
  const [missing] = sessionCases(plan);
  await probeHandout(plan, exchanged(plan, missing!, hands(key, '7')));
  expect(found).toEqual(expected);
  expect(asked).toHaveLength(count);
  await probeHandout({ ...plan, isLive: false }, exchanged(plan, missing!, hands(key, '7')));
  await probeHandout(plan, exchanged(plan, { ...missing!, rule: 'auth/place' }, hands(key, '7')));
  expect(asked).toHaveLength(count);
});

test.each<[operation: string, status: number, isState: boolean, isOnce: boolean]>([
  ['readShape', 404, true, true],
  ['readShape', 409, true, false],
  ['readShape', 400, false, false],
  ['movePart', 404, true, true],
  ['movePart', 400, false, false],
  ['movePart', 410, true, false],
  ['removeShape', 404, true, true],
  ['removeShape', 410, true, true],
  ['removeShape', 400, false, true],
  ['removeShape', 401, false, false],
  ['removeShape', 403, false, false],
  ['removeShape', 406, false, false],
  ['removeShape', 422, true, true],
  ['removeShape', 200, false, false],
  ['removeShape', 500, false, false],
])(
  'of %s, a second answer %i tells of state: %s, and that it is carried out once: %s',
  (id, status, isState, isOnce) => {
    const { plan } = answered(id, () => undefined);
    const each = caseOf(plan, { id: 'x', rule: 'state/repeat', about: '', wire: plan.wire, expect: 'accepted' });
    const seen = exchanged(plan, each, { status });
    expect([isAboutState(plan, seen), isSpent(plan, seen)]).toEqual([isState, isOnce]);
    plan.codes.wrong.add(422);
    if (status === 422) expect(isAboutState(plan, seen)).toBe(false);
  },
);

test('where the document has a rule of success, a code for sessions tells of state, and one for wrong values does not', () => {
  const { plan } = answered('holdCall', () => undefined);
  const each = caseOf(plan, { id: 'x', rule: 'state/repeat', about: '', wire: plan.wire, expect: 'accepted' });
  const seen = exchanged(plan, each, hands(undefined, '7'));
  expect(isAboutState(plan, seen)).toBe(false);
  plan.codes.session.add('7');
  expect([isAboutState(plan, seen), isSpent(plan, seen)]).toEqual([true, false]);
  plan.codes.wrong.add('7');
  expect(isAboutState(plan, seen)).toBe(false);
});

test('a plan is stranded where its own request is refused after others were carried out', async () => {
  const { plan, asked, leftOut } = answered('holdCall', (_, times) => hands(undefined, times === 0 ? '0' : '7'));
  const field = fieldsOf(plan).find(({ label }) => label === 'body why')!;
  expect(await isStranded(plan, field)).toBe(false);
  expect(asked).toEqual([]);
  plan.hasMoved = true;
  expect(await isStranded(plan, field)).toBe(false);
  expect(leftOut).toEqual([]);
  expect(await isStranded(plan, field)).toBe(true);
  expect(await isStranded(plan, field)).toBe(true);
  expect(asked).toHaveLength(2);
  expect(leftOut).toHaveLength(2);
});

const listOf = (length: number): unknown[] => Array.from({ length }, () => ({}));
const tooMany = 'envelope/limit: the list has 3 members';

test.each<[about: string, replies: Reply[], found: string[], asked: number]>([
  ['has a list of as many', [{ status: 200, body: listOf(2) }], [], 1],
  ['has a longer list each time', [{ status: 200, body: listOf(3) }], [tooMany], 2],
  [
    'has a longer list once',
    [
      { status: 200, body: listOf(3) },
      { status: 200, body: listOf(2) },
    ],
    [],
    2,
  ],
  [
    'has a list once',
    [
      { status: 200, body: listOf(3) },
      { status: 200, body: {} },
    ],
    [],
    2,
  ],
  ['has a list in an object', [{ status: 200, body: { of: 7, items: listOf(3) } }], [tooMany], 2],
  ['has two lists', [{ status: 200, body: { items: listOf(3), others: listOf(3) } }], [], 1],
  ['has no list', [{ status: 200, body: { items: { length: 3 } } }], [], 1],
  ['says nothing', [{ status: 200, body: null }], [], 1],
  ['says a word', [{ status: 200, body: 'many' }], [], 1],
  ['says nothing of JSON', [{ status: 200, text: 'many' }], [], 1],
  ['refuses with a list', [{ status: 400, body: listOf(3) }], [], 1],
])('of an answer that %s, a limit shows what there is to find', async (_, replies, expected, count) => {
  const { plan, found, asked } = answered('readList', inTurn(...replies));
  await probePaging(plan);
  expect(found).toEqual(expected);
  expect(asked).toEqual(Array.from({ length: count }, () => 'query per_page is 2'));
  const { plan: posting } = answered('keepList', () => undefined);
  await probePaging({ ...plan, operation: { ...plan.operation, method: posting.operation.method } });
  await probePaging({ ...plan, run: { ...plan.run, isWanted: () => false } });
  expect(asked).toHaveLength(count);
});

test('what is not wanted is not asked', async () => {
  const { plan, asked } = answered('movePart', () => ok);
  const run = { ...plan.run, isWanted: () => false };
  await probeSteadiness({ ...plan, run }, sessionCases(plan), 1);
  await probeAftermath({ ...plan, run }, sessionCases(plan));
  expect(await probeRepeats({ ...plan, run })).toBe(false);
  expect(asked).toEqual([]);
});

test('a wrong request is sent three times where the document has one operation, and none that is another operation', async () => {
  const { plan, asked } = answered('movePart', () => wrong);
  const contract = { ...plan.run.contract, operations: [plan.operation] };
  const [first, second, ...others] = sessionCases(plan);
  await probeSteadiness(
    { ...plan, run: { ...plan.run, contract } },
    [
      { ...first!, isOutside: true },
      { ...second!, isOutside: true },
      second!,
      ...others.filter(({ rule }) => rule === second!.rule),
    ],
    1,
  );
  expect(asked).toEqual(Array.from({ length: 3 }, () => 'the session key is empty, 3 times'));
});

/** A provider that refuses what a name of a case tells, and how the field of that name is found to be taken. */
async function taken(isRefused: (about: string) => boolean, reply: Reply = wrong) {
  const { plan, found, asked, leftOut } = answered('movePart', ({ about }) => (isRefused(about) ? reply : ok));
  const freedoms = await probeBoundaries(plan, 1);
  const field = freedoms.find(({ field: { label } }) => label === 'body name')!;
  return { plan, found, asked, leftOut, field };
}

test('where every valid value is accepted, each field is free', async () => {
  const { plan, found, leftOut, field } = await taken(() => false);
  expect([field.isFree, found, leftOut]).toEqual([true, [], []]);
  await probeGenerated(plan, [field], 1);
  expect([found, leftOut]).toEqual([[], []]);
});

test('where a valid value of a free field is refused each time, or breaks the provider, it is found', async () => {
  const { field, found } = await taken((about) => about.startsWith('body name is') && about.includes('(longest)'));
  expect(field.isFree).toBe(true);
  expect(found).toEqual(['refuses/boundary: refused with 400; its siblings are accepted']);
  const broken = await taken((about) => about.startsWith('body name is') && about.includes('(longest)'), {
    status: 500,
  });
  expect(broken.found).toEqual(['refuses/boundary: the status is 500']);
});

test('where a valid value is refused once only, or for what the provider knows, nothing is found', async () => {
  let times = 0;
  const once = await taken((about) => about.includes('(longest)') && about.startsWith('body name is') && times++ === 0);
  expect(once.found).toEqual([]);
  const gone = await taken((about) => about.includes('(longest)'), { status: 404 });
  expect(gone.found).toEqual([]);
});

test('where no other value is accepted, nothing can be told of a field', async () => {
  const { plan, found, leftOut, field } = await taken((about) => about.startsWith('body name is'));
  expect([field.isFree, field.far]).toEqual([false, 0]);
  expect(found).toEqual([]);
  expect(leftOut.find((line) => line.startsWith('body name'))).toContain('depends on state');
  const before = leftOut.length;
  await probeGenerated(plan, [field], 1);
  expect(leftOut.slice(before)).toEqual([
    'body name: generated values: depends on state: no other valid value is accepted',
  ]);
});

test('where generated values of a free field are refused, the smallest is found; one alone may be somebody’s own', async () => {
  const isMadeUp = (about: string): boolean => /^body name is .*\((generated|smallest counterexample)\)$/.test(about);
  const all = await taken(isMadeUp);
  await probeGenerated(all.plan, [all.field], 1);
  expect(all.found).toEqual(['refuses/generated: refused with 400; its siblings are accepted']);
  let times = 0;
  const first = await taken((about) => isMadeUp(about) && times++ === 0);
  await probeGenerated(first.plan, [first.field], 1);
  expect([first.found, first.leftOut.length]).toEqual([[], 1]);
  expect(first.leftOut[0]).toMatch(/^body name: ".*": no other value is refused$/);
  const gone = await taken(isMadeUp, { status: 404 });
  await probeGenerated(gone.plan, [gone.field], 1);
  expect([gone.found, gone.leftOut]).toEqual([[], []]);
});
