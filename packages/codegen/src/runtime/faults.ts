import type { Check, Schema } from './check.ts';

/**
 * One way in which a value breaks a schema: its place in the value, the keyword, what that wants, and what kind of value came.
 * Never holds the value itself. `sentences.ts` puts it into words.
 */
export type Fault = readonly [path: readonly (string | number)[], keyword: string, wanted?: unknown, received?: string];

/** The ways in which a value breaks a schema, ten or so; none where it keeps it. */
export type FaultsOf = (schema: Schema, value: unknown) => readonly Fault[];

/** The faults of a value's parts, for a keyword that is about these. */
export type PartFaults = (
  // oxlint-disable-next-line no-explicit-any -- what a keyword wants has the form that the generator gave it
  wanted: any,
  value: unknown,
  faultsOf: FaultsOf,
  schema: Schema,
  check: Check,
) => Iterable<Fault>;

/** More faults of one value than anybody reads are not looked for. */
const most = 10;

/** What finds faults, by what `check` says of a value and its parts; `parts` are the keywords that tell more than that. */
export const faultFinder =
  (parts: Readonly<Record<string, PartFaults>>) =>
  (check: Check, root: Schema, whole: unknown): readonly Fault[] => {
    const faultsOf: FaultsOf = (schema, value) => {
      const faults: Fault[] = [];
      if (check(schema, value)) return faults;
      for (const keyword of Object.keys(schema)) {
        const wanted = schema[keyword];
        if (parts[keyword]) {
          const few = faults.length + most;
          for (const fault of parts[keyword](wanted, value, faultsOf, schema, check)) {
            if (faults.push(fault) === few) break;
          }
        } else if (!check({ [keyword]: wanted }, value)) faults.push([[], keyword, wanted, kindOf(value)]);
      }
      return faults;
    };
    return faultsOf(root, whole);
  };

/** What kind of value it is, in words that tell nothing secret. */
export function kindOf(value: unknown): string {
  if (value == null || /^(bo|n)/.test(typeof value)) return String(value);
  if (typeof value === 'string') return `a string of ${value.length} character${value.length === 1 ? '' : 's'}`;
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
