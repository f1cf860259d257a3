import type { Json } from '../json.ts';
import type { Operation } from '../operation.ts';
import { keysOf, pointerTo } from '../pointer.ts';

/** A place at which a document describes a parameter. */
export interface ParameterPlace {
  name: string;
  in: string;
  /** Its JSON pointer. */
  pointer: string;
  /** Whether the same list has described it before: which of the two holds, nobody can tell. */
  isRepeated: boolean;
}

/** Where a document describes the parameters of an operation: in its own list, which counts, then in that of its path. */
export function parameterPlaces(document: Json, { pointer }: Pick<Operation, 'pointer'>): ParameterPlace[] {
  const keys = keysOf(pointer);
  return [keys, keys.slice(0, 2)].flatMap((owner) => placesIn(document, [...owner, 'parameters']));
}

function placesIn(document: Json, keys: string[]): ParameterPlace[] {
  const list: Json = keys.reduce<Json>((value, key) => value?.[key], document);
  const known = new Set<string>();
  return (Array.isArray(list) ? list : []).map((parameter: Json, index) => {
    const place = { name: String(parameter?.name), in: String(parameter?.in), pointer: pointerTo(...keys, index) };
    const isRepeated = known.has(`${place.in} ${place.name}`);
    known.add(`${place.in} ${place.name}`);
    return { ...place, isRepeated };
  });
}
