import type { Json } from './json.ts';

/** The members of `source` that begin with `x-`, under `extensions`; nothing where there are none. */
export function extensionsIn(source: Json): { extensions?: Record<string, Json> } {
  const found = Object.entries<Json>(Object(source)).filter(([key]) => key.startsWith('x-'));
  return found.length > 0 ? { extensions: Object.fromEntries(found) } : {};
}

/** The members of `source` with these names, where they are there. */
export const pick = (source: Json, ...keys: string[]): Json =>
  Object.fromEntries(keys.filter((key) => source?.[key] !== undefined).map((key) => [key, source[key]]));
