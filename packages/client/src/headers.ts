import type { HeadersLike } from './transport.ts';

/** Name and value of each header in `Headers`, a `Map`, a list of entries, or an object. Throws what they throw. */
export function headerEntries(given: unknown): [name: string, value: unknown][] {
  const entries: [string, unknown][] = [];
  if (Array.isArray(given)) return given as [string, unknown][];
  if (typeof (given as HeadersLike | undefined)?.forEach !== 'function') return Object.entries(Object(given) as object);
  (given as HeadersLike).forEach((value, name) => entries.push([name, value]));
  return entries;
}

/** The headers of an answer, whatever a foreign `fetch` gives as such: what cannot be read is not there. */
export class AnswerHeaders implements HeadersLike {
  readonly #given: unknown;

  constructor(given: unknown) {
    this.#given = given;
  }

  get(wanted: string): string | null {
    let found: unknown;
    try {
      found = (this.#given as HeadersLike).get(wanted);
    } catch {
      // It has no such function.
    }
    if (typeof found === 'string') return found;
    this.forEach((value, name) => {
      if (name.toLowerCase() === wanted.toLowerCase()) found = value;
    });
    return typeof found === 'string' ? found : null;
  }

  forEach(visit: (value: string, name: string) => void): void {
    let entries: [unknown, unknown][] = [];
    try {
      entries = headerEntries(this.#given).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]);
    } catch {
      // Headers that throw tell nothing.
    }
    for (const [name, value] of entries) if (typeof name === 'string' && typeof value === 'string') visit(value, name);
  }
}
