import type { Json } from '../json.ts';
import { keywords } from './keywords.ts';

/** A schema inside of another. */
export interface Child {
  schema: Json;
  /** The keyword that holds it. */
  keyword: string;
  /** The keys that lead to it from the schema around it. */
  keys: string[];
  /** Whether it judges the same value as the schema around it. */
  inPlace: boolean;
}

/** The schemas that stand in a schema, not those inside of them. */
export function childrenOf(schema: Json): Child[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.keys(schema).flatMap((keyword): Child[] => {
    const { holds, inPlace = false } = Object.hasOwn(keywords, keyword) ? keywords[keyword]! : {};
    const value = schema[keyword];
    if (!holds || typeof value !== 'object' || value === null) return [];
    if (holds === 'schema') return [{ schema: value, keyword, keys: [keyword], inPlace }];
    return Object.entries<Json>(value).map(([key, each]) => ({ schema: each, keyword, keys: [keyword, key], inPlace }));
  });
}

/** A schema and every schema that can be reached from it, each once, whatever holds itself. */
export function* reach(schema: Json): Generator<Json> {
  const seen = new Set<object>();
  const todo: Json[] = [schema];
  while (todo.length > 0) {
    const next = todo.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    yield next;
    for (const child of childrenOf(next).toReversed()) todo.push(child.schema);
  }
}
