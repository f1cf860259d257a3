import type { Plan } from '../../requests/plan.ts';
import { isBreakdown } from '../../answers/reading/observed.ts';
import { isAboutState, isStranded } from '../state/state-refusals.ts';
import { show, tryValue } from '../../requests/try-value.ts';
import { boundariesOf } from '../../values/boundaries.ts';
import { breakagesOf } from '../../values/breakages.ts';
import { siblingsOf } from '../../values/siblings.ts';
import { pooled } from '../../requests/pool.ts';
import { fieldsOf, type Field } from '../../requests/fields.ts';

/** How a provider takes the values of one field. */
export interface Freedom {
  field: Field;
  /** Whether any valid value is accepted: then a refusal is no matter of state. */
  isFree: boolean;
  /** How many valid values that do not look like the one in use were accepted. */
  far: number;
  /** The valid values that were refused, each with its code. */
  refused: { value: unknown; code: unknown }[];
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

async function controlOf(plan: Plan, field: Field): Promise<Freedom> {
  const siblings = siblingsOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed);
  const [near, far] = [siblings.near, siblings.far].map((values) => values.filter((value) => field.holds(value))) as [
    unknown[],
    unknown[],
  ];
  const refused: Freedom['refused'] = [];
  const accepted = async (values: unknown[]): Promise<number> => {
    const before = refused.length;
    for (const value of values) {
      const seen = await tryValue(plan, field, value, 'refuses/boundary', 'a sibling');
      if (seen.verdict !== 'accepted') refused.push({ value, code: seen.code });
    }
    return values.length - (refused.length - before);
  };
  const [nearAccepted, farAccepted] = [await accepted(near), await accepted(far)];
  const isFree =
    near.length + far.length > 0 && nearAccepted >= Math.min(2, near.length) && farAccepted >= Math.min(2, far.length);
  return { field, isFree, far: farAccepted, refused };
}

async function edges(plan: Plan, { field, isFree, far, refused }: Freedom): Promise<void> {
  const { run } = plan;
  const wrongCodes = new Set(isFree || refused.length === 0 ? [] : await codesOfWrong(plan, field));
  // The codes with which valid values are refused for what the provider knows.
  const stateCodes = refused.map(({ code }) => code).filter((code) => !wrongCodes.has(code));
  const siblings = isFree ? [] : refused.map(({ value }) => ({ name: 'a sibling', value }));
  for (const { name, value } of [...siblings, ...boundariesOf(run.schemas, field.schema, run.options.seed)]) {
    if (!field.holds(value)) continue;
    if (plan.isStranded) return;
    const seen = await tryValue(plan, field, value, 'refuses/boundary', name);
    if (isFree && isBreakdown(seen)) {
      const documented = `${show(value)} keeps the schema`;
      run.recorder.find('refuses/boundary', seen, `the status is ${seen.answer!.status}`, { documented });
    }
    if (seen.verdict !== 'refused' || isAboutState(plan, seen)) continue;
    if (!isFree && ((stateCodes.length === 0 && far < 2) || !wrongCodes.has(seen.code))) {
      const reason = 'depends on state: no other valid value is accepted';
      run.recorder.leaveOut(plan.operation, `${field.label}: ${name}`, reason);
      continue;
    }
    const again = await tryValue(plan, field, value, 'refuses/boundary', name);
    if (again.verdict !== 'refused') continue;
    if (await isStranded(plan, field)) return;
    const why = isFree
      ? 'its siblings are accepted'
      : `${stateCodes.length > 0 ? `its siblings are refused with ${show(stateCodes[0])}` : 'others are accepted'}, wrong values refused as this one`;
    run.recorder.find('refuses/boundary', seen, `refused with ${show(seen.code)}; ${why}`, {
      documented: `${show(value)} keeps the schema`,
    });
  }
}

/** The codes with which values that break the field's schema are refused. */
async function codesOfWrong(plan: Plan, field: Field): Promise<unknown[]> {
  const codes: unknown[] = [];
  const isText = !field.label.startsWith('body');
  const wrong = breakagesOf(plan.run.schemas, field.schema, field.value, plan.run.options.seed).filter(
    ({ value }) => !isText || (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && field.holds(value)),
  );
  for (const { value } of wrong.slice(0, 3)) {
    codes.push((await tryValue(plan, field, value, 'refuses/boundary', 'a wrong value', [400, 404, 414])).code);
  }
  return codes;
}
