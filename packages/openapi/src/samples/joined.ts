import type { Json } from '../json.ts';

const tightest: [keyword: string, choose: (left: number, right: number) => number][] = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((key): [string, typeof Math.max] => [
    key,
    Math.max,
  ]),
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((key): [string, typeof Math.min] => [
    key,
    Math.min,
  ]),
];

/** Two schemas of one value in one, as near as one schema comes; what it misses, the proof finds. */
export function joined(left: Json, right: Json): Json {
  if (typeof left !== 'object' || left === null) return left === false ? false : right;
  if (typeof right !== 'object' || right === null) return right === false ? false : left;
  const both = { ...left, ...right };
  for (const key of ['properties', 'patternProperties'] as const) {
    if (!left[key] || !right[key]) continue;
    both[key] = { ...left[key] };
    for (const [name, schema] of Object.entries<Json>(right[key])) {
      const isTwice = Object.hasOwn(left[key], name) && left[key][name] !== schema;
      both[key][name] = isTwice ? { allOf: [left[key][name], schema] } : schema;
    }
  }
  if (left.required && right.required) both.required = [...new Set([...left.required, ...right.required])];
  if (left.items && right.items && left.items !== right.items) both.items = { allOf: [left.items, right.items] };
  if (left.type !== undefined && right.type !== undefined) both.type = typesOfBoth(left.type, right.type);
  if (Array.isArray(left.enum) && Array.isArray(right.enum)) {
    const texts = new Set(right.enum.map((value: Json) => JSON.stringify(value)));
    both.enum = left.enum.filter((value: Json) => texts.has(JSON.stringify(value)));
  }
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    if (left[key] && right[key] && left[key] !== right[key]) {
      both.allOf = [...(both.allOf ?? []), { [key]: left[key] }];
    }
  }
  for (const [key, choose] of tightest) {
    if (left[key] !== undefined && right[key] !== undefined) both[key] = choose(left[key], right[key]);
  }
  return both;
}

function typesOfBoth(left: Json, right: Json): string[] {
  const [first, second] = [[left].flat() as string[], [right].flat() as string[]];
  const has = (types: string[], type: string): boolean =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  return [...new Set([...first.filter((type) => has(second, type)), ...second.filter((type) => has(first, type))])];
}
