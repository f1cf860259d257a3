import type { Json } from '../json.ts';
import { childrenOf } from './children.ts';

/** The way a value goes: requests leave `readOnly` members out, answers `writeOnly` ones. */
export type Direction = 'request' | 'answer';

/** Members that need not be there in a direction, though they are required. */
export type Hidden = ReadonlySet<string>;

const none: Hidden = new Set();
const known = { request: new WeakMap<object, Hidden>(), answer: new WeakMap<object, Hidden>() };

/** The names of members that a schema, or one that judges the same value, leaves to the other direction. */
export function hiddenBy(schema: Json, direction: Direction | undefined): Hidden {
  if (direction === undefined || typeof schema !== 'object' || schema === null) return none;
  let found = known[direction].get(schema);
  if (!found) known[direction].set(schema, (found = new Set(namesIn(schema, direction, new Set()))));
  return found;
}

function* namesIn(schema: Json, direction: Direction, seen: Set<object>): Generator<string> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
  seen.add(schema);
  for (const [name, member] of Object.entries<Json>(Object(schema.properties))) {
    if (isMarked(member, direction === 'request' ? 'readOnly' : 'writeOnly')) yield name;
  }
  for (const child of childrenOf(schema)) if (child.inPlace) yield* namesIn(child.schema, direction, seen);
}

function isMarked(schema: Json, mark: 'readOnly' | 'writeOnly', depth = 0): boolean {
  if (typeof schema !== 'object' || schema === null || depth > 10) return false;
  if (typeof schema[mark] === 'boolean') return schema[mark];
  return Array.isArray(schema.allOf) && schema.allOf.some((part: Json) => isMarked(part, mark, depth + 1));
}
