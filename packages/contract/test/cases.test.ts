import { expect, test } from 'vitest';
import type { Case } from '../src/check/answers/reading/case.ts';
import { bodyCases } from '../src/check/probes/constraints/bodies.ts';
import { formCases } from '../src/check/probes/constraints/forms.ts';
import { mediaCases } from '../src/check/probes/constraints/media.ts';
import { parameterCases } from '../src/check/probes/constraints/parameters.ts';
import { encodingCases, syntaxCases } from '../src/check/probes/constraints/syntax.ts';
import { equivalentCases } from '../src/check/probes/equivalents/all.ts';
import { decoratedCases } from '../src/check/probes/equivalents/decorated.ts';
import { crossOriginCases } from '../src/check/probes/http/cross-origin.ts';
import { framingCases } from '../src/check/probes/http/framing.ts';
import { largeCases } from '../src/check/probes/http/large.ts';
import { malformedCases } from '../src/check/probes/http/malformed.ts';
import { markupCases } from '../src/check/probes/http/markup.ts';
import { methodCases } from '../src/check/probes/http/methods.ts';
import { oversizedCases } from '../src/check/probes/http/oversized.ts';
import { pathCases, queryCase } from '../src/check/probes/http/paths.ts';
import { near } from '../src/check/probes/sessions/wrong-keys.ts';
import { otherSessionCase, sessionCases } from '../src/check/probes/sessions/wrong-sessions.ts';
import type { Plan } from '../src/check/requests/plan.ts';
import { linesOf, plansAt } from './cases/plans.ts';

/** What is tried of an operation, by the file that it is written down in: a change there is a change of what a check sends. */
const probes: Record<string, (plan: Plan) => Case[]> = {
  bodies: bodyCases,
  forms: formCases,
  'media-types': mediaCases,
  parameters: parameterCases,
  syntax: syntaxCases,
  encodings: encodingCases,
  equivalents: equivalentCases,
  decorated: decoratedCases,
  origins: (plan) => crossOriginCases(plan, plan.wire),
  framing: framingCases,
  large: largeCases,
  malformed: malformedCases,
  markup: markupCases,
  methods: methodCases,
  // One is told from another by its operation alone, and each has four megabytes.
  oversized: (plan) =>
    plan.operation.method === 'GET' || plan.operation.id === 'movePart' ? oversizedCases(plan) : [],
  paths: (plan) => [...pathCases(plan), queryCase(plan)],
  sessions: (plan) => [...sessionCases(plan), otherSessionCase(plan, 'another-key')],
};

const text = (lines: string[]): string => `${lines.join('\n')}\n`;

test.each(Object.entries(probes))(
  'of a document of many shapes, the %s are those that are written down',
  async (name, of) => {
    const { plans, leftOut } = plansAt('full');
    await expect(text([...linesOf(plans.flatMap(of)), ...leftOut()])).toMatchFileSnapshot(`cases/${name}.txt`);
  },
);

test('below a prefix, and with nothing but what is offered, the other paths and the markup are those that are written down', async () => {
  const { plans } = plansAt('safe', '/api');
  const lines = linesOf(plans.flatMap((plan) => [...pathCases(plan), ...markupCases(plan)]));
  await expect(text(lines)).toMatchFileSnapshot('cases/below-a-prefix.txt');
});

test('without a key, the sessions are those that are written down', async () => {
  const { plans } = plansAt('safe');
  const lines = linesOf(plans.flatMap((plan) => sessionCases({ ...plan, session: undefined })));
  await expect(text(lines)).toMatchFileSnapshot('cases/no-key.txt');
});

test('where the request itself breaks the document, its other forms are sent all the same', () => {
  const { plans, leftOut } = plansAt('full');
  const plan = plans.find(({ operation }) => operation.id === 'keepBox');
  const wire = plan!.wireWith({ body: { size: 3 } });
  expect(equivalentCases({ ...plan!, wire }).length).toBeGreaterThan(20);
  expect(leftOut()).toEqual([]);
});

test('keys that are nearly the right one are those that are written down', async () => {
  const keys = ['0a1', '1.b0', 'a', '0', '00', '1b-2C.d', 'AB.', 'a0.b', 'ab00cd'];
  const lines = ['header', 'cookie'].flatMap((place) =>
    keys.flatMap((key) => near(key, place).map(([what, wrong]) => `${place} ${key} ${what}: ${wrong}`)),
  );
  await expect(text(lines)).toMatchFileSnapshot('cases/near-keys.txt');
});
