import type { Json } from '../json.ts';
import { discriminators, extended, misunderstood, shared } from '../link/marks.ts';
import { copyPlace } from '../link/places.ts';
import { put } from '../link/put.ts';
import { childrenOf } from './children.ts';
import { keywords } from './keywords.ts';

/**
 * A schema in which `change` has rewritten every schema that it reaches: it is given a copy, with the original, and may do with the
 * copy what it likes. What holds itself in the original does so in the copy. `known` are the copies of earlier calls.
 */
export function rewritten(
  root: Json,
  change: (copy: Json, original: Json) => void,
  known = new WeakMap<object>(),
): Json {
  if (typeof root !== 'object' || root === null) return root;
  const fresh = reached(root).filter((schema) => !known.has(schema));
  for (const schema of fresh) known.set(schema, {});
  const copyOf = (part: Json): Json => known.get(Object(part)) ?? part;
  for (const schema of fresh) {
    const copy = known.get(schema);
    for (const [key, value] of Object.entries<Json>(schema as Json)) put(copy, key, copied(key, value, copyOf));
    standFor(copy, schema, copyOf);
  }
  for (const schema of fresh) change(known.get(schema), schema);
  return known.get(root);
}

function copied(key: string, value: Json, copyOf: (part: Json) => Json): Json {
  const holds = Object.hasOwn(keywords, key) ? keywords[key]!.holds : undefined;
  if (!holds || typeof value !== 'object' || value === null) return value;
  if (holds === 'schema') return copyOf(value);
  if (Array.isArray(value)) return value.map(copyOf);
  const map: Json = {};
  for (const name of Object.keys(value)) put(map, name, copyOf(value[name]));
  return map;
}

/** Has a schema taken for a copy of another: it stands at the same place, and its discriminator says the same. */
export function standFor(copy: object, original: object, copyOf: (part: Json) => Json = (part) => part): void {
  copyPlace(copy, original);
  if (shared.has(original)) shared.add(copy);
  const why = misunderstood.get(original);
  if (why !== undefined) misunderstood.set(copy, why);
  const parents = extended.get(original);
  if (parents) extended.set(copy, new Set([...parents].map(copyOf)));
  const found = discriminators.get(original);
  if (!found) return;
  const mapping = new Map([...found.mapping].map(([value, target]) => [value, copyOf(target)]));
  const fallback = found.fallback === undefined ? {} : { fallback: copyOf(found.fallback) };
  discriminators.set(copy, { propertyName: found.propertyName, mapping, ...fallback });
}

/** Every schema that a schema reaches, by discriminators too. */
function reached(root: Json): object[] {
  const found = new Set<object>();
  const todo: Json[] = [root];
  while (todo.length > 0) {
    const next = todo.pop();
    if (typeof next !== 'object' || next === null || found.has(next)) continue;
    found.add(next);
    const { mapping, fallback } = discriminators.get(next) ?? {};
    todo.push(...(mapping?.values() ?? []), fallback, ...childrenOf(next).map(({ schema }) => schema));
  }
  return [...found];
}
