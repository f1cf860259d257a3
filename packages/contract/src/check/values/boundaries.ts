import type { Json } from '@cc-gateway/spec';
import { boundsOf } from './numbers.ts';
import { digitBounds } from './digits.ts';
import { samplesOf } from './arbitrary.ts';
import type { Schemas } from './schema.ts';

/** A value at the edge of what a schema allows. */
export interface Boundary {
  name: string;
  value: unknown;
}

/** The longest string that is tried where a schema names no longest, and the longest of all. */
const longString = 128;
const longest = 100_000;

/** Values at the edges of `schema`; each of them keeps it. */
export function boundariesOf(schemas: Schemas, schema: Json, seed: number): Boundary[] {
  const types = new Set<string>([schema?.type ?? []].flat());
  const found: Boundary[] = [];
  if (Array.isArray(schema?.enum))
    found.push(...schema.enum.map((value: unknown) => ({ name: 'listed value', value })));
  else if (types.has('integer') || types.has('number')) found.push(...ofNumbers(schema));
  else if (types.has('string')) found.push(...ofStrings(schemas, schema, seed));
  else if (types.has('boolean')) found.push({ name: 'true', value: true }, { name: 'false', value: false });
  if (types.has('null')) found.push({ name: 'null', value: null });
  const seen = new Set<string>();
  return found.filter(({ value }) => {
    const text = JSON.stringify(value);
    return !seen.has(text) && seen.add(text) && schemas.accepts(schema, value);
  });
}

function ofNumbers(schema: Json): Boundary[] {
  const { least, most } = boundsOf(schema);
  const ends = [
    { name: 'least', value: least },
    { name: 'most', value: most },
  ].filter(({ value }) => Number.isSafeInteger(value) || (schema.type === 'number' && Number.isFinite(value)));
  return [...ends, { name: 'one', value: 1 }, { name: 'zero', value: 0 }, { name: 'large', value: 100_000 }];
}

function ofStrings(schemas: Schemas, schema: Json, seed: number): Boundary[] {
  const { minLength = 0, maxLength, pattern, format } = schema;
  if (pattern !== undefined || format !== undefined) {
    const samples = samplesOf(schemas, schema, seed, 60).filter((value) => typeof value === 'string');
    const sorted = samples.toSorted((left, right) => left.length - right.length);
    const digits = digitBounds(samples, (text) => schemas.accepts(schema, text));
    return [
      ...(digits
        ? [
            { name: 'least', value: digits.least },
            { name: 'most', value: digits.most },
            ...Array.from({ length: 15 }, (_, power) => 10 ** power).flatMap((ten) => [
              { name: 'the least of its length', value: String(ten) },
              { name: 'the most of its length', value: String(ten * 10 - 1) },
            ]),
          ]
        : []),
      { name: 'shortest', value: sorted[0] },
      { name: 'longest', value: sorted.at(-1) },
    ];
  }
  const most = Math.min(maxLength ?? longString, longest);
  if (minLength > most) return [];
  const shown = Math.max(minLength, Math.min(most, 8));
  return [
    { name: 'shortest', value: 'a'.repeat(minLength) },
    { name: 'longest', value: 'a'.repeat(most) },
    { name: 'not ASCII', value: fill('é漢字ñ', shown) },
    { name: 'beyond the basic plane', value: fill('😀𝄞', Math.max(minLength, Math.min(most, 4))) },
    { name: 'longest, not ASCII', value: fill('漢', Math.min(most, longString)) },
    { name: 'longest, beyond the basic plane', value: fill('😀', Math.min(most, longString)) },
    { name: 'a blank', value: ' '.repeat(Math.max(minLength, 1)) },
    { name: 'blanks around', value: ` ${'a'.repeat(Math.max(1, shown - 2))} ` },
    { name: 'separators', value: fill(',;:()[]!?$*`', Math.max(minLength, Math.min(most, 12))) },
    { name: 'punctuation', value: fill(`a"b\\c/d'<&>%{}`, Math.max(minLength, Math.min(most, 14))) },
    { name: 'words that filters fear', value: fill("1' OR '1'='1<script>", Math.max(minLength, Math.min(most, 20))) },
    { name: 'blank inside', value: fill('a b', Math.max(minLength, Math.min(most, 3))) },
    { name: 'digits with a leading zero', value: fill('007', Math.max(minLength, Math.min(most, 3))) },
  ];
}

const fill = (alphabet: string, length: number): string => {
  const characters = Array.from(alphabet);
  return Array.from({ length }, (_, index) => characters[index % characters.length]).join('');
};
