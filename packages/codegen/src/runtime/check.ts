/** A schema as it is shipped: the keywords that decide, each in the form that its rule reads. See `lowered.ts`. */
export type Schema = Readonly<Record<string, unknown>>;

/** Whether a value keeps a schema. Why it does not is told by `faults.ts`, which only failures need. */
export type Check = (schema: Schema, value: unknown) => boolean;

/** Whether a value keeps a keyword. */
// oxlint-disable-next-line no-explicit-any -- what a keyword wants has the form that the generator gave it
export type Rule = (wanted: any, value: unknown, schema: any, check: Check) => boolean;

/** A check that knows the keywords of `rules`, and no others. */
export function checkerOf(rules: Readonly<Record<string, Rule>>): Check {
  const check: Check = (schema, value) => {
    for (const keyword in schema) if (!rules[keyword]!(schema[keyword], value, schema, check)) return false;
    return true;
  };
  return check;
}
