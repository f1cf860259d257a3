import type { Json } from '../json.ts';
import type { Call } from './calls.ts';
import type { Direction, Hidden } from './hidden.ts';

/** How a schema is read. */
export interface Reading {
  direction?: Direction | undefined;
  /** Whether what cannot be compiled is left out. */
  isLenient?: boolean | undefined;
  /** Members that what stands around leaves to the other direction. */
  hidden: Hidden;
  /** Schemas whose discriminators have been followed already. */
  followed: ReadonlySet<object>;
}

/** Gives the judge of a schema that is compiled apart. */
export type Apart = (schema: Json, reading: Reading) => Call;

const ids = new WeakMap<object, number>();
let count = 0;

/** The same for readings that are the same. */
export function keyOf({ direction, isLenient = false, hidden, followed }: Reading): string {
  if (hidden.size === 0 && followed.size === 0) return `${direction}${isLenient}`;
  const numbers = [...followed].map((schema) => {
    if (!ids.has(schema)) ids.set(schema, (count += 1));
    return ids.get(schema)!;
  });
  return JSON.stringify([
    direction,
    isLenient,
    [...hidden].toSorted(),
    numbers.toSorted((left, right) => left - right),
  ]);
}
