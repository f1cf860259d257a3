import type { HeadersLike } from './transport.ts';

/** Name and value of each header in `Headers`, a `Map`, a list of entries, or an object. Throws what they throw. */
export function headerEntries(given: unknown): [name: string, value: unknown][] {
  if (typeof given !== 'object' || given === null) return [];
  if (Array.isArray(given)) return given as [string, unknown][];
  const entries: [string, unknown][] = [];
  if (typeof (given as HeadersLike).forEach !== 'function') return Object.entries(given);
  (given as HeadersLike).forEach((value, name) => entries.push([name, value]));
  return entries;
}

/** Headers that can always be read and printed. Names are in any case. */
export class HeaderMap extends Map<string, string> implements HeadersLike {
  override get(name: string): string {
    return super.get(name.toLowerCase()) ?? (null as never);
  }

  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
}

/** The headers of an answer, whatever a foreign `fetch` gives as such: what cannot be read is not there. */
export class AnswerHeaders implements HeadersLike {
  readonly #given: unknown;

  constructor(given: unknown) {
    this.#given = given;
  }

  get(name: string): string | null {
    try {
      const value: unknown = (this.#given as Partial<HeadersLike>).get?.(name);
      if (typeof value === 'string') return value;
    } catch {
      return null;
    }
    let found: string | null = null;
    this.forEach((value, each) => (found = each.toLowerCase() === name.toLowerCase() ? value : found));
    return found;
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
