import { caseOf, type Plan } from '../plan.ts';
import type { Seen } from '../seen.ts';
import { boundariesOf } from '../values/boundaries.ts';
import { breakagesOf } from '../values/breakages.ts';
import { siblingsOf } from '../values/siblings.ts';
import { pooled } from '../pool.ts';
import { fieldsOf, type Field } from './valid.ts';

/** How a provider takes the values of one field. */
export interface Freedom {
  field: Field;
  /** Whether any valid value is accepted: then a refusal is no matter of state. */
  isFree: boolean;
  /** The one code with which valid values are refused, where they all are. */
  stateCode?: unknown;
}

/** Tries the values at the edges of every field, after a control with its siblings. */
export async function probeBoundaries(plan: Plan, width: number): Promise<Freedom[]> {
  const freedoms: Freedom[] = [];
  const fields = fieldsOf(plan).filter(({ label }) => plan.run.isWanted(plan.operation, `boundary/${label}`));
  await pooled(fields, width, async (field) => {
    const freedom = await controlOf(plan, field);
    freedoms.push(freedom);
    await edges(plan, freedom);
  });
  return freedoms;
}

/** Sends one value of a field. */
export async function tryValue(plan: Plan, field: Field, value: unknown, rule: string, what: string): Promise<Seen> {
  return plan.run.send(
    caseOf(plan, {
      id: `boundary/${field.label}#${what}`,
      rule,
      about: `${field.label} is ${show(value)} (${what})`,
      place: field.pointer,
      wire: plan.wireWith(field.with(value)),
      expect: 'anything',
      tolerates: plan.operation.success ? [414] : [404, 414],
    }),
  );
}

async function controlOf(plan: Plan, field: Field): Promise<Freedom> {
  const { near, far } = siblingsOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed);
  const count = async (values: unknown[]): Promise<[accepted: number, codes: unknown[]]> => {
    let accepted = 0;
    const codes: unknown[] = [];
    for (const value of values.filter((each) => field.holds(each))) {
      const seen = await tryValue(plan, field, value, 'refuses/boundary', 'a sibling');
      if (seen.verdict === 'accepted') accepted += 1;
      else codes.push(seen.code);
    }
    return [accepted, codes];
  };
  const [nearAccepted, nearCodes] = await count(near);
  const [farAccepted, farCodes] = await count(far);
  const isFree =
    nearAccepted >= Math.min(2, near.length) && farAccepted >= Math.min(2, far.length) && near.length + far.length > 0;
  const codes = [...new Set([...nearCodes, ...farCodes])];
  const areAllRefused = nearAccepted + farAccepted === 0 && codes.length === 1;
  return { field, isFree, ...(areAllRefused && { stateCode: codes[0] }) };
}

async function edges(plan: Plan, { field, isFree, stateCode }: Freedom): Promise<void> {
  const { run } = plan;
  const wrongCodes = isFree || stateCode === undefined ? [] : await codesOfWrong(plan, field);
  for (const { name, value } of boundariesOf(run.schemas, field.schema, run.options.seed)) {
    if (!field.holds(value)) continue;
    const seen = await tryValue(plan, field, value, 'refuses/boundary', name);
    if (seen.verdict !== 'refused' || isAboutState(plan, seen)) continue;
    const isLikeWrong = wrongCodes.includes(seen.code) && seen.code !== stateCode && !wrongCodes.includes(stateCode);
    if (isFree || isLikeWrong) {
      const again = await tryValue(plan, field, value, 'refuses/boundary', name);
      if (again.verdict !== 'refused') continue;
      const why = isFree
        ? 'its siblings are accepted'
        : `its siblings are refused with ${show(stateCode)}, wrong values as this one`;
      run.recorder.find('refuses/boundary', seen, `refused with ${show(seen.code)}; ${why}`, {
        documented: `${show(value)} keeps the schema`,
      });
    } else
      run.recorder.leaveOut(
        plan.operation,
        `${field.label}: ${name}`,
        'depends on state: no other valid value is accepted',
      );
  }
}

/**
 * Whether a refusal is a matter of state: without a success rule HTTP says so by 404, 409 or 410; with one, the code is
 * one for sessions and none for wrong values.
 */
export const isAboutState = ({ codes }: Plan, { case: { operation }, answer, code }: Seen): boolean =>
  operation.success ? codes.session.has(code) && !codes.wrong.has(code) : [404, 409, 410].includes(answer?.status ?? 0);

/** The codes with which values that break the field's schema are refused. */
async function codesOfWrong(plan: Plan, field: Field): Promise<unknown[]> {
  const codes: unknown[] = [];
  const isText = !field.label.startsWith('body');
  const wrong = breakagesOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed).filter(
    ({ value }) => !isText || (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && field.holds(value)),
  );
  for (const { value } of wrong.slice(0, 3)) {
    codes.push((await tryValue(plan, field, value, 'refuses/boundary', 'a wrong value')).code);
  }
  return codes;
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
};
