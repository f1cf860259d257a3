import type { Json } from './json.ts';

/** The members of `source` with these names, where they are there. */
export const pick = (source: Json, ...keys: string[]): Json =>
  Object.fromEntries(keys.filter((key) => source?.[key] !== undefined).map((key) => [key, source[key]]));
