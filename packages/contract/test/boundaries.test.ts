import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { probeBoundaries, type Freedom } from '../src/check/probes/constraints/boundaries.ts';
import { probeGenerated } from '../src/check/probes/constraints/generated.ts';
import { fieldsOf } from '../src/check/requests/fields.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import { answered, type Reply } from './cases/answered.ts';
import { shared } from './cases/plans.ts';
import { told } from './cases/told.ts';

/** A document with an operation that takes a body, and others beside it. */
const documentOf = (body: Json, parameters: Json[] = [], path = '/one', others: Json = {}): Contract =>
  readContract(
    {
      openapi: '3.1.0',
      info: { title: 'One', version: '1' },
      paths: {
        [path]: {
          put: {
            operationId: 'one',
            parameters,
            ...body,
            responses: { 200: { description: 'ok' }, 400: { description: 'bad' } },
          },
        },
        ...others,
      },
    },
    shared.stamp,
  );
const bodyOf = (properties: Json, example: Json, mediaType = 'application/json'): Json => ({
  requestBody: { required: true, content: { [mediaType]: { schema: { type: 'object', properties }, example } } },
});
const name = { type: 'string', minLength: 2, maxLength: 8, pattern: '^[a-z]+$' };
const inBody = documentOf(bodyOf({ name }, { name: 'abc' }));
const inQuery = documentOf({}, [{ name: 'name', in: 'query', required: true, schema: name, example: 'abc' }]);
const listed = documentOf(bodyOf({ name: { enum: ['abc', 'abd'] } }, { name: 'abc' }));
const between = documentOf(
  {},
  [
    { name: 'of', in: 'path', required: true, schema: { enum: ['a'] }, example: 'a' },
    { name: 'name', in: 'path', required: true, schema: { enum: ['b', 'c', 'd-e', '-'] }, example: 'b' },
  ],
  '/one/{of}-{name}',
);
const unwritable = documentOf({}, [
  { name: 'name', in: 'header', required: true, schema: { type: 'string', pattern: '^(abc|\n+)$' }, example: 'abc' },
]);
const form = documentOf(
  bodyOf({ name: { enum: ['abc', 'abd', ''] } }, { name: 'abc' }, 'application/x-www-form-urlencoded'),
);
const amongOthers = documentOf(bodyOf({ name, size: { type: 'integer' } }, { name: 'abc', size: 1 }), [], '/one', {
  '/two': { get: { operationId: 'two', responses: { 200: { description: 'ok' } } } },
});
const ofTwo = documentOf(bodyOf({ name, size: { type: 'integer' } }, { name: 'abc', size: 1 }));
const never = documentOf({}, [{ name: 'name', in: 'query', schema: { type: 'string', pattern: '^(?!)x' } }]);

/** What a value is answered, by what it is: a sibling, a wrong value, the control, or the name of an edge. */
type Answer = (what: string, times: number, value: string) => Reply;
const status = (given: number): Reply => ({ status: given });
const [ok, bad, taken] = [status(200), status(400), status(422)];

/** Of the values the siblings are refused by one status, the wrong ones by another, and edges by a third. */
const by =
  (siblings: (times: number) => Reply, wrong: Reply, edges: Reply, control = ok): Answer =>
  (what, times) =>
    what === 'a sibling'
      ? siblings(times)
      : what === 'a wrong value'
        ? wrong
        : what === 'the control'
          ? control
          : edges;

const only =
  (contract: Contract, label: string) =>
  (plan: Plan): Plan => ({
    ...plan,
    run: { ...plan.run, contract, isWanted: (_, id) => id === label },
  });

const givens: [about: string, contract: Contract, answer: Answer, change?: (plan: Plan) => Plan][] = [
  ['takes everything', inBody, () => ok],
  ['takes everything in the query', inQuery, () => ok],
  ['takes everything that is listed', listed, () => ok],
  ['takes what can stand between others', between, () => ok],
  ['takes what a header can hold', unwritable, () => ok],
  ['takes what a form can hold', form, () => ok],
  ['takes everything, among others', amongOthers, () => ok],
  ['is asked for one field', amongOthers, () => ok, only(amongOthers, 'boundary/body size')],
  ['is asked for one body', amongOthers, () => ok, only(amongOthers, 'generated/1')],
  ['has no value', never, () => ok],
  ['refuses everything', inBody, () => bad],
  ['refuses everything in the query', inQuery, () => bad],
  ['refuses what can stand between others', between, () => bad],
  ['refuses all of them in a header', unwritable, () => bad],
  ['knows no siblings, and refuses edges as what is wrong', inBody, by(() => taken, bad, bad)],
  ['knows no siblings, and refuses edges otherwise', inBody, by(() => taken, bad, status(403))],
  ['knows no siblings, and takes edges', inBody, by(() => taken, bad, ok)],
  ['knows no siblings, and breaks at edges', inBody, by(() => taken, bad, status(500))],
  ['knows no siblings, and refuses all alike', inBody, by(() => status(403), status(403), status(403))],
  ['takes two of far siblings, and refuses edges', inBody, by((times) => (times > 3 ? ok : bad), bad, bad)],
  ['takes near siblings alone, and refuses edges', inBody, by((times) => (times < 3 ? ok : bad), bad, bad)],
  ['takes one sibling, and refuses edges', inBody, by((times) => (times === 4 ? ok : bad), bad, bad)],
  ['refuses one sibling', inBody, by((times) => (times === 5 ? bad : ok), bad, ok)],
  [
    'has more time, among others',
    amongOthers,
    () => ok,
    (plan) => ({ ...plan, run: { ...plan.run, options: { ...plan.run.options, runs: 12 } } }),
  ],
  [
    'has more time, and one operation',
    ofTwo,
    () => ok,
    (plan) => ({ ...plan, run: { ...plan.run, options: { ...plan.run.options, runs: 12 } } }),
  ],
  ['takes siblings, and breaks at edges', inBody, by(() => ok, bad, status(503))],
  ['takes siblings, and asks for 404 at edges', inBody, by(() => ok, bad, status(404))],
  ['takes siblings, and refuses edges', inBody, by(() => ok, bad, bad)],
  [
    'takes siblings, and refuses edges now and then',
    inBody,
    (what, times) => (what === 'a sibling' || times % 2 === 0 ? ok : bad),
  ],
  ['takes siblings, and is lost then', inBody, by(() => ok, bad, bad, bad)],
  ['is lost before', inBody, () => ok, (plan) => ({ ...plan, isStranded: true })],
  ['refuses what is generated', inBody, (what) => (what === 'generated' || what.startsWith('smallest') ? bad : ok)],
  ['refuses what is generated at first', inBody, (what) => (what === 'generated' ? bad : ok)],
  [
    'refuses what is generated, and is lost then',
    inBody,
    (what) => (/generated|smallest|control/.test(what) ? bad : ok),
  ],
  ['does not know what is generated', inBody, (what) => (what === 'generated' ? status(409) : ok)],
  ['breaks at what is generated', inBody, (what) => (what === 'generated' ? status(500) : ok)],
];

test('what is tried at the edges and at random, and found of a provider, is what is written down', async () => {
  const all: string[] = [];
  for (const [about, contract, answer, change] of givens) {
    const lines: string[] = [];
    const { plan, found, leftOut } = answered(
      'one',
      (each, times) => {
        const [, value = '', what = each.about] = / is (.*) \((.*)\)$/s.exec(each.about) ?? [];
        const reply = answer(what, times, value);
        lines.push(`${each.about}: ${each.wire.body?.toString() ?? each.wire.target}: ${reply?.status}`);
        return reply;
      },
      'full',
      contract,
    );
    const given = (change ?? ((unchanged: Plan) => unchanged))({
      ...plan,
      run: { ...plan.run, options: { ...plan.run.options, runs: 3 } },
    });
    const freedoms: Freedom[] = await probeBoundaries(given, 1);
    lines.push(
      ...freedoms.map(({ field, isFree, far, refused }) => `${field.label}: ${isFree}, ${far}, ${refused.length}`),
    );
    await probeGenerated(given, freedoms, 1);
    all.push(...told(`A provider that ${about}`, { asked: lines, found, leftOut }));
  }
  await expect(`${all.join('\n')}\n`).toMatchFileSnapshot('cases/boundaries.txt');
});

test.each<[about: string, schema: Json | undefined, holds: (times: number) => boolean, leftOut: string[]]>([
  ['no value can be made of', { type: 'string', pattern: '^(?!)x' }, () => true, []],
  [
    'no value can be written in',
    undefined,
    () => false,
    ['body name: generated values: none of them can be written there'],
  ],
  ['hardly a value can be written in', undefined, (times) => times === 0, []],
])('of a field that %s, nothing is generated', async (_, schema, holds, expected) => {
  const { plan, asked, leftOut } = answered('one', () => ok, 'full', inBody);
  const [field] = fieldsOf(plan);
  let times = 0;
  const own = { ...field!, ...(schema && { schema }), holds: () => holds(times++) };
  await probeGenerated(plan, [{ field: own, isFree: schema === undefined, far: 2, refused: [] }], 1);
  expect(leftOut).toEqual(expected);
  expect(asked.filter((about) => about.startsWith('body name'))).toEqual([]);
});
