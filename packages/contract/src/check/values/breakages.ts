import type { Json } from '@cc-gateway/spec';
import { samplesOf } from './arbitrary.ts';
import { boundsOf } from './numbers.ts';
import type { Breakage } from './breakage.ts';
import { brokenBy } from './broken-by.ts';
import { viewOf } from './merged.ts';
import type { Schemas } from './schema.ts';
import { wrongLists } from './wrong-lists.ts';
import { wrongStrings } from './wrong-strings.ts';

/** Values that break `schema`, one constraint at a time. `base` keeps it. */
export function breakagesOf(schemas: Schemas, given: Json, base: unknown, seed: number): Breakage[] {
  const schema = viewOf(schemas, given, base);
  if (typeof schema !== 'object' || schema === null || base === undefined || !schemas.isReadable(given)) return [];
  const candidates = [
    ...wrongTypes(base),
    ...wrongNumbers(schema, base),
    ...wrongStrings(schemas, schema, base, seed),
    ...wrongLists(schema, base, (count) => samplesOf(schemas, schema.items ?? true, seed, count * 4)),
    ...wrongMembers(schemas, schema, base, seed),
  ];
  const seen = new Set<string>();
  return candidates.flatMap((each) => {
    const text = JSON.stringify(each.value) ?? '';
    if (seen.has(text) || schemas.accepts(given, each.value)) return [];
    seen.add(text);
    return [{ ...each, ...brokenBy(schemas, given, each.value, each.rule) }];
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
  ['a string with an exponent', `${base}e0`],
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

/** Each place of a tuple, and the first member of a list, broken in each way. */
function wrongMembers(schemas: Schemas, schema: Json, base: unknown, seed: number): Breakage[] {
  if (!Array.isArray(base)) return [];
  const { prefixItems = [], items: rest = true } = schema;
  const places = [...prefixItems, rest].slice(0, base.length);
  return places.flatMap((part: Json, index) =>
    breakagesOf(schemas, part, base[index], seed).map((each) => ({
      ...each,
      name: `${each.name}, as member ${index}`,
      value: base.with(index, each.value),
    })),
  );
}
