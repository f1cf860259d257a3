import type { Json } from '../json.ts';
import { placeOf, type Place } from '../link/places.ts';
import { keysOf, pointerTo } from '../pointer.ts';

/**
 * Where the part of a linked document stands that a pointer names, in the file in which it was written: behind the references on the
 * way; where it is a reference itself, there. Where there is no such part, the place where it would be.
 */
export function placeAt(document: Json, pointer: string): Place | undefined {
  const keys = keysOf(pointer);
  let at = document;
  let rest: string[] = keys;
  for (const [index, key] of keys.slice(0, -1).entries()) {
    const next = memberOf(at, key);
    if (typeof next !== 'object' || next === null || !placeOf(next)) break;
    at = next;
    rest = keys.slice(index + 1);
  }
  const place = placeOf(at);
  return place && { file: place.file, pointer: pointerTo(...keysOf(place.pointer), ...rest) };
}

/** A member, also one that was wrapped when its schema was said in the words of 2020-12. */
function memberOf(at: Json, key: string): Json {
  if (typeof at !== 'object' || at === null || Object.hasOwn(at, key)) return at?.[key];
  const wrapped = Array.isArray(at.anyOf) && placeOf(at.anyOf)?.pointer === placeOf(at)?.pointer;
  return wrapped ? at.anyOf[0]?.[key] : undefined;
}
