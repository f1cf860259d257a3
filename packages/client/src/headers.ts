import type { HeadersLike } from './transport.ts';

/** Name and value of each header in `Headers`, a `Map`, a list of entries, or an object. Throws what they throw. */
export function headerEntries(given: unknown): [name: string, value: unknown][] {
  const entries: [string, unknown][] = [];
  if (Array.isArray(given)) return given as [string, unknown][];
  if (typeof (given as HeadersLike | undefined)?.forEach !== 'function') return Object.entries(Object(given) as object);
  (given as HeadersLike).forEach((value, name) => entries.push([name, value]));
  return entries;
}

/** The value of a header, in whatever case its name is; null where there is none, or none that can be read. */
export function headerNamed(headers: unknown, wanted: string): string | null {
  let found: unknown;
  try {
    found = (headers as HeadersLike).get?.(wanted);
    // It has no such function, or knows a name in one case alone, as a `Map` does.
    if (!found) {
      for (const [name, value] of headerEntries(headers))
        if (name.toLowerCase() === wanted.toLowerCase()) found = value;
    }
  } catch {
    // Headers that throw tell nothing.
  }
  if (Array.isArray(found)) found = found.at(-1);
  return typeof found === 'string' ? found : null;
}
