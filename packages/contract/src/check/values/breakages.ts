import type { Json } from '@cc-gateway/spec';
import { boundsOf } from './numbers.ts';
import { samplesOf } from './arbitrary.ts';
import { brokenBy } from './broken-by.ts';
import { nearMisses } from './near-misses.ts';
import type { Schemas } from './schema.ts';

/** A value that breaks one constraint of a schema. */
export interface Breakage {
  /** The rule that speaks when the value is accepted. */
  rule: string;
  name: string;
  value: unknown;
  /** The keyword that is broken. */
  keyword: string;
}

/** Values that break `schema`, one constraint at a time. `base` keeps it. */
export function breakagesOf(schemas: Schemas, given: Json, base: unknown, seed: number): Breakage[] {
  const schema = schemas.plain(given);
  if (typeof schema !== 'object' || schema === null) return [];
  const candidates = [
    ...wrongTypes(base),
    ...wrongNumbers(schema, base),
    ...wrongStrings(schemas, schema, base, seed),
    ...wrongLists(schema, base),
  ];
  const seen = new Set<string>();
  return candidates.flatMap((each) => {
    const text = JSON.stringify(each.value) ?? '';
    if (seen.has(text) || schemas.accepts(given, each.value)) return [];
    seen.add(text);
    return [{ ...each, ...brokenBy(schemas, given, each) }];
  });
}

function wrongTypes(base: unknown): Breakage[] {
  const text = typeof base === 'string' ? base : JSON.stringify(base);
  const candidates: [name: string, value: unknown][] = [
    ['null', null],
    ['a string', text],
    ['a number', /^\d{1,15}$/.test(text) ? Number(text) : 8],
    ['a fraction', typeof base === 'number' ? base + 0.5 : 8.5],
    ['a small fraction', typeof base === 'number' ? base + 1e-6 : 8.000_001],
    ['true', true],
    ['false', false],
    ['a list of it', [base]],
    ['an empty list', []],
    ['an object', { value: base }],
    ['an empty object', {}],
    ['an empty string', ''],
    ['a word', 'none'],
    ...(typeof base === 'number' ? numberTexts(base) : []),
  ];
  return candidates.map(([name, value]) => ({
    rule: value === null ? 'accepts/null' : 'accepts/type',
    name,
    value,
    keyword: 'type',
  }));
}

/** Strings that a lenient reader takes for a number. */
const numberTexts = (base: number): [name: string, value: string][] => [
  ['a string with letters after its digits', `${base}abc`],
  ['a string with blanks around its digits', ` ${base} `],
  ['a string in hexadecimal', `0x${base.toString(16)}`],
  ['a string with a fraction', `${base}.0`],
  ['a string with a sign', `+${base}`],
];

const range = (name: string, value: number, keyword: string): Breakage => ({
  rule: 'accepts/range',
  name,
  value,
  keyword,
});

function wrongNumbers(schema: Json, base: unknown): Breakage[] {
  if (typeof base !== 'number') return [];
  const { least, most, step } = boundsOf(schema);
  const wraps = [8, 16, 32, 53, 64].map((bits) => range(`it and 2^${bits}`, base + 2 ** bits, 'maximum'));
  return [
    range('one below the least', least - (step || 1), 'minimum'),
    range('one above the most', most + (step || 1), 'maximum'),
    ...wraps,
    range('minus one', -1, 'minimum'),
    range('far below', base - 2 ** 32, 'minimum'),
    range('zero', 0, 'minimum'),
    range('very large', 1e300, 'maximum'),
    ...(schema.multipleOf
      ? [{ rule: 'accepts/range', name: 'between two steps', value: base + step / 2, keyword: 'multipleOf' }]
      : []),
  ].filter(({ value }) => Number.isFinite(value));
}

function wrongStrings(schemas: Schemas, schema: Json, base: unknown, seed: number): Breakage[] {
  if (typeof base !== 'string') return [];
  const { minLength = 0, maxLength, pattern, enum: listed, format } = schema;
  const found: Breakage[] = [];
  const length = (name: string, value: string, keyword: string) =>
    found.push({ rule: 'accepts/length', name, value, keyword });
  if (minLength > 0)
    length(
      'one shorter than allowed',
      Array.from(base)
        .slice(0, minLength - 1)
        .join('') || '',
      'minLength',
    );
  if (minLength > 0) length('blank', ' '.repeat(minLength - 1), 'minLength');
  if (maxLength !== undefined) {
    length('one longer than allowed', base.padEnd(maxLength + 1, 'a').slice(0, maxLength + 1), 'maxLength');
    length('one longer than allowed, with a NUL in it', `a\0${'a'.repeat(maxLength - 1)}`, 'maxLength');
    length('much longer than allowed', 'a'.repeat(maxLength * 2 + 10), 'maxLength');
    length('the longest, with blanks around it', ` ${base.padEnd(maxLength, 'a').slice(0, maxLength)} `, 'maxLength');
    length(
      'one longer than allowed, with accents apart',
      'e\u0301'.repeat(Math.ceil((maxLength + 1) / 2)),
      'maxLength',
    );
  }
  const near = (rule: string, keyword: string): Breakage[] =>
    nearMisses(base, samplesOf(schemas, schema, seed, 40) as string[], (text) => schemas.accepts(schema, text)).map(
      ([name, value]) => ({ rule, name, value, keyword }),
    );
  if (Array.isArray(listed)) found.push(...near('accepts/enum', 'enum'));
  else if (pattern !== undefined) found.push(...near('accepts/pattern', 'pattern'));
  else if (format !== undefined)
    found.push({ rule: 'accepts/format', name: `no ${format}`, value: 'x y', keyword: 'format' });
  return found;
}

const items = (name: string, value: unknown[], keyword: string): Breakage => ({
  rule: 'accepts/items',
  name,
  value,
  keyword,
});

function wrongLists(schema: Json, base: unknown): Breakage[] {
  if (!Array.isArray(base)) return [];
  const [first = null] = base;
  return [
    ...(schema.minItems ? [items('too few', base.slice(0, schema.minItems - 1), 'minItems')] : []),
    ...(schema.maxItems !== undefined ? [items('too many', Array(schema.maxItems + 1).fill(first), 'maxItems')] : []),
    ...(schema.uniqueItems ? [items('one twice', [...base, first, first], 'uniqueItems')] : []),
    items('a null among them', [...base, null], 'items'),
    items('an object among them', [...base, {}], 'items'),
  ];
}
