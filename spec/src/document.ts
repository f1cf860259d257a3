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
