import type { Json } from '../json.ts';
import { placeOf, type Place } from '../link/places.ts';
import type { Direction } from '../schema/hidden.ts';
import { schemaOf } from '../schema/schema-of.ts';
import { generated, NoSample, type Way } from './generate.ts';

/** A value that was seen to keep its schema, or why there is none. */
export type Sample = { value: unknown; reason?: never } | { value?: never; reason: string; place?: Place };

const tries: Omit<Way, 'direction' | 'variant'>[] = [
  { hasExamples: true, isFull: false, isSubtype: false },
  { hasExamples: true, isFull: true, isSubtype: false },
  { hasExamples: false, isFull: false, isSubtype: false },
  { hasExamples: false, isFull: true, isSubtype: false },
  { hasExamples: true, isFull: false, isSubtype: true },
];

/**
 * A value that keeps a schema, the same each time: an example or a default of the document, or one that is made of them and of what
 * the schema says. It has been proven by `schemaOf`. Another one for each `variant`, as far as the schema allows; and one that `fits`,
 * where one is found that does.
 */
export function sampleOf(
  schema: Json,
  {
    direction,
    variant = 0,
    fits = () => true,
  }: { direction?: Direction; variant?: number; fits?: (value: unknown) => boolean } = {},
): Sample {
  const { test, problem } = schemaOf(schema, direction ? { direction } : {});
  if (!test) return { reason: problem.reason, ...(problem.place && { place: problem.place }) };
  let why: string | undefined;
  let unfit: { value: unknown } | undefined;
  for (const more of [0, 1, 2, 3, 5, 8, 13]) {
    for (const each of tries) {
      try {
        const value = generated(schema, { ...each, direction, variant: variant + more });
        const [violation] = test.violations(value);
        if (!violation && fits(value)) return { value };
        if (violation) why ??= `${violation.pointer || 'the value'} ${violation.message}`;
        else unfit ??= { value };
      } catch (cause) {
        if (!(cause instanceof NoSample)) throw cause;
        why ??= cause.message;
      }
    }
  }
  if (unfit) return unfit;
  const place = placeOf(schema);
  const at = place ? `${place.file}${place.pointer}: ` : '';
  return { reason: `${at}no value was found that keeps the schema: ${why}.`, ...(place && { place }) };
}
