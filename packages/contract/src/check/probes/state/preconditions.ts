import type { Precondition } from '@cc-gateway/spec';
import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import type { Seen } from '../../answers/reading/observed.ts';
import { lookalikeKeys } from '../../values/lookalike-keys.ts';
import { siblingsOf } from '../../values/siblings.ts';
import { isDisturbed } from './disturbed.ts';
import { probeEffect, exampleCase } from './effects.ts';
import { decides, looksAtSession } from './example-request.ts';
import { exampleRequestsOf, type ExampleRequests } from './example-requests.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';

/**
 * What `x-preconditions` and `x-effects` say. Each row that is wanted is asked for under a key that nobody has. At
 * `full`, where the provider keeps the document's example rows, each line is broken by them and each effect is looked
 * for. What cannot be derived, or cannot be told from outside, is said.
 */
export async function probePreconditions(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  const areKeysKnown = await probeMadeUpKeys(plan);
  if (run.options.level === 'full') await probeNearKeys(plan);
  const examples = run.options.level === 'full' ? exampleRequestsOf(plan) : undefined;
  const areRowsKept = areKeysKnown && examples !== undefined && (await areGranted(plan, examples));
  const disturbed = operation.preconditions.filter((line) => isDisturbed(run.contract, operation, line));
  const leaveOut = (about: string, isDerived: boolean): void =>
    run.recorder.leaveOut(
      operation,
      about,
      run.options.level !== 'full'
        ? 'depends on what the provider knows; --level full tries it'
        : examples && !isDerived
          ? disturbed.length > 0
            ? 'other operations change what it looks at'
            : 'no example row of the document shows it'
          : 'the provider does not keep the example rows of the document',
    );
  for (const effect of operation.effects) {
    const effectShown = examples?.visibleBy(effect, disturbed);
    if (areRowsKept && effectShown) await probeEffect(plan, effect, effectShown);
    else leaveOut(`the effect on ${effect.row}${effect.meaning ? ` (${effect.meaning})` : ''}`, !!effectShown);
  }
  for (const line of operation.preconditions.filter(({ where }) => where)) {
    const example = disturbed.includes(line) ? undefined : examples?.refusedBy(line);
    const isTriedElsewhere = looksAtSession(plan, line) && run.options.otherAuth !== undefined;
    if (areRowsKept && example)
      await expectElse(plan, exampleCase(plan, example, 'state/precondition', line.name), line);
    else if (!isTriedElsewhere) leaveOut(`the precondition ${line.name}`, !!example);
  }
}

/** Whether the provider grants what the example rows grant, and so keeps them. */
async function areGranted(plan: Plan, { granted }: ExampleRequests): Promise<boolean> {
  for (const example of granted) {
    const seen = await plan.run.send(exampleCase(plan, example, 'state/precondition', 'granted'));
    if (seen.verdict !== 'accepted') return false;
  }
  return granted.length > 0;
}

/** Asks for each row under a made-up key. Gives whether every one was refused. A provider may know the key after all. */
async function probeMadeUpKeys(plan: Plan): Promise<boolean> {
  const { run, operation } = plan;
  const tried = new Set<string>();
  let areKnown = true;
  for (const line of operation.preconditions.filter((each) => !looksAtSession(plan, each))) {
    const about = `the precondition ${line.name}`;
    const field = fieldsOf(plan).find((each) => decides(plan, each, line));
    if (!field) run.recorder.leaveOut(operation, about, 'no field of the request holds its key');
    else if (run.options.level !== 'full' && typeof field.value !== 'string')
      run.recorder.leaveOut(operation, about, `${field.label} may name something real; --level full tries it`);
    else if (!tried.has(field.label)) {
      tried.add(field.label);
      areKnown = (await isRefusedUnknown(plan, field, line)) && areKnown;
    }
  }
  return areKnown;
}

/** Keys that a careless lookup takes for the one in use: tried where another key that nobody has is refused. */
async function probeNearKeys(plan: Plan): Promise<void> {
  const { run, operation } = plan;
  for (const field of fieldsOf(plan)) {
    const { value, schema, label } = field;
    const line = operation.preconditions.find((each) => !looksAtSession(plan, each) && decides(plan, field, each));
    const id = `near/${label}`;
    if (!line || typeof value !== 'string' || !run.isWanted(operation, id)) continue;
    const isFree = (text: string): boolean =>
      text !== value && !isExampleRow(plan, line, text) && run.schemas.accepts(schema, text);
    const near = lookalikeKeys(value).filter(({ key, again = '' }) => isFree(key) && (again === '' || isFree(again)));
    const send = (what: string, text: string): Promise<Seen> =>
      run.send(
        caseOf(plan, {
          id,
          rule: 'state/near-key',
          about: `${label} is ${JSON.stringify(text)} (${what})`,
          place: `${operation.pointer}/x-preconditions`,
          wire: plan.wireWith(field.with(text)),
          expect: 'anything',
          tolerates: [400, 404],
        }),
      );
    const [unknown] = madeUpKeys(plan, field, line);
    if (near.length === 0 || unknown === undefined) continue;
    if ((await send('made up', String(unknown))).verdict !== 'refused') continue;
    for (const { what, key, again } of near) {
      const seen = await send(what, key);
      if (seen.verdict !== 'accepted') continue;
      if (again === undefined || (await send(what, again)).verdict === 'accepted')
        run.recorder.find('state/near-key', seen, 'the request is carried out', {
          documented: `the answer ${line.else}`,
        });
    }
  }
}

async function isRefusedUnknown(plan: Plan, field: Field, line: Precondition): Promise<boolean> {
  const { run, operation } = plan;
  const id = `precondition/${field.label}`;
  const keys = madeUpKeys(plan, field, line).slice(0, 2);
  if (keys.length === 0 || !run.isWanted(operation, id)) return true;
  const [first, second] = keys.map((key) =>
    caseOf(plan, {
      id,
      rule: 'state/made-up',
      about: `${field.label} is made up, so that ${line.name} does not hold`,
      place: `${operation.pointer}/x-preconditions`,
      wire: plan.wireWith(field.with(key)),
      expect: 'anything',
      tolerates: [404],
    }),
  ) as [Case, Case | undefined];
  // One made-up key may be somebody's own after all.
  if (second && (await run.send(first)).verdict !== 'accepted') return true;
  return expectElse(plan, second ?? first, line);
}

/** Valid keys of a field that no example row of the document has. */
const madeUpKeys = (plan: Plan, field: Field, line: Precondition): unknown[] =>
  siblingsOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed)
    .far.toReversed()
    .filter((key) => !isExampleRow(plan, line, key));

const isExampleRow = ({ run }: Plan, { row }: Precondition, key: unknown): boolean =>
  run.contract.tables.some(
    (table) => table.name === row && table.examples.some((each) => String(each[table.key]) === String(key)),
  );

/** Sends a request that does not meet a line. Carried out, it is a finding. */
async function expectElse({ run }: Plan, each: Case, { else: answer, meaning }: Precondition): Promise<boolean> {
  const seen = await run.send(each);
  if (seen.verdict !== 'accepted') return true;
  const documented = `the answer ${answer}${meaning ? `, for this does not hold: ${meaning}` : ''}`;
  run.recorder.find(each.rule, seen, 'the request is carried out', { documented });
  return false;
}
