/**
 * One way in which a value breaks a schema: its place in the value, the keyword, what that wants, and what kind of value came.
 * Never holds the value itself. `sentences.ts` puts it into words.
 */
export type Fault = readonly [path: readonly (string | number)[], keyword: string, wanted?: unknown, received?: string];

/** A schema as it is shipped: the keywords that decide, each in the form that its rule reads. See `lowered.ts`. */
export type Schema = Readonly<Record<string, unknown>>;

/** The ways in which a value breaks a schema; none where it keeps it. */
export type Check = (schema: Schema, value: unknown) => readonly Fault[];

/** Whether a value keeps a keyword: yes, no, or the faults of its parts. */
// oxlint-disable-next-line no-explicit-any -- what a keyword wants has the form that the generator gave it
export type Rule = (wanted: any, value: unknown, schema: any, check: Check) => boolean | readonly Fault[];

const none: readonly Fault[] = [];
/** More faults of one value than anybody reads are not looked for. */
export const most = 10;

/** A check that knows the keywords of `rules`, and no others. */
export function checkerOf(rules: Readonly<Record<string, Rule>>): Check {
  const check: Check = (schema, value) => {
    let faults: Fault[] | undefined;
    for (const keyword in schema) {
      const wanted = schema[keyword];
      const kept = rules[keyword]!(wanted, value, schema, check);
      if (kept === true) continue;
      if (kept === false) (faults ??= []).push([[], keyword, wanted, kindOf(value)]);
      else if (kept.length > 0) (faults ??= []).push(...kept.slice(0, most));
    }
    return faults ?? none;
  };
  return check;
}

/** Faults of a part, told from the whole. */
export const within = (name: string | number, faults: readonly Fault[]): readonly Fault[] =>
  faults.map(([path, ...rest]) => [[name, ...path], ...rest]);

/** What kind of value it is, in words that tell nothing secret. */
export function kindOf(value: unknown): string {
  if (value == null || /^(bo|n)/.test(typeof value)) return String(value);
  if (typeof value === 'string') return `a string of ${value.length} character${value.length === 1 ? '' : 's'}`;
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
