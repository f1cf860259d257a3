/** A part of an OpenAPI document whose shape is not yet known. */
// oxlint-disable-next-line no-explicit-any -- documents of other people have any shape; readers check what they use
export type Json = any;

/** Thrown where a document cannot be read as a contract. Names the place, what stands there and what was expected. */
export class ContractError extends Error {
  override name = 'ContractError';
}

/** The JSON pointer of a place in a document, as a URI fragment. */
export const pointerTo = (...keys: (string | number)[]): string =>
  `#/${keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

/** `value` with the keys of every object sorted: the same text for the same content. */
export function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, canonical(value[key])]),
  );
}

/** The members of `source` with these names, where they are there. */
export const pick = (source: Json, ...keys: string[]): Json =>
  Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]));

/** `document`, or a copy in which a part that holds itself is referred to there, so that whoever walks it comes to an end. */
export function withoutCycles(document: Json): Json {
  return hasCycle(document, new Set(), new Set()) ? unrolled(structuredClone(document)) : document;
}

function hasCycle(value: Json, open: Set<object>, closed: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || closed.has(value)) return false;
  if (open.has(value)) return true;
  open.add(value);
  const found = Object.values(value).some((inner) => hasCycle(inner, open, closed));
  open.delete(value);
  closed.add(value);
  return found;
}

/** Changes `document` itself. A part that is open while it is met again becomes a reference to where it stands. */
function unrolled(document: Json): Json {
  const open = new Map<object, string>();
  const closed = new Set<object>();
  const visit = (value: Json, keys: string[]): void => {
    open.set(value, pointerTo(...keys));
    for (const [key, inner] of Object.entries<Json>(value)) {
      if (typeof inner !== 'object' || inner === null) continue;
      if (open.has(inner)) value[key] = { $ref: open.get(inner) };
      else if (!closed.has(inner)) visit(inner, [...keys, key]);
    }
    open.delete(value);
    closed.add(value);
  };
  visit(document, []);
  return document;
}
