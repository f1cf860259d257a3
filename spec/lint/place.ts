import type { Json } from '../src/document.ts';
import type { Location, VisitorContext } from './redocly.ts';

/** A value of the document and where it stands in its file. References are followed at every step. */
export interface Place {
  value: Json;
  location: Location;
  child(key: string | number): Place;
  at(...keys: (string | number)[]): Place;
  /** The members of an object or a list, by key. */
  members(): [string, Place][];
}

/** The place of `value`, which stands at `location`. */
export function placeOf(context: VisitorContext, value: Json, location: Location): Place {
  for (let hops = 0; typeof value?.$ref === 'string' && hops < 100; hops += 1) {
    const target = context.resolve(value, location.source.absoluteRef);
    if (!target.location) break;
    value = target.node;
    location = target.location;
  }
  const child = (key: string | number): Place => placeOf(context, value?.[key], location.child([key]));
  const place: Place = {
    value,
    location,
    child,
    at: (...keys) => keys.reduce((from: Place, key) => from.child(key), place),
    members: () => (isObject(value) ? Object.keys(value).map((key) => [key, child(key)]) : []),
  };
  return place;
}

/** Tells places apart: file and pointer. */
export const idOf = ({ source, pointer }: Location): string => source.absoluteRef + pointer;

/**
 * The value of a place with every reference resolved. What refers to itself becomes a cycle, what leads nowhere
 * undefined; Redocly reports it.
 */
export function dereferenced(place: Place, known = new Map<string, Json>()): Json {
  if (!isObject(place.value)) return place.value;
  if ('$ref' in place.value) return undefined;
  const id = idOf(place.location);
  if (known.has(id)) return known.get(id);
  const copy: Json = Array.isArray(place.value) ? [] : {};
  known.set(id, copy);
  for (const [key, member] of place.members()) copy[key] = dereferenced(member, known);
  return copy;
}

/** Whether a reference in the value of a place leads nowhere, in files that it refers to as well. */
export function hasDeadReference(place: Place, seen = new Set<string>()): boolean {
  if (!isObject(place.value)) return false;
  if (typeof place.value.$ref === 'string') return true;
  const id = idOf(place.location);
  if (seen.has(id)) return false;
  seen.add(id);
  return place.members().some(([, member]) => hasDeadReference(member, seen));
}

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;
