import type { Json } from '@cc-gateway/openapi';

export type { Json };

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
