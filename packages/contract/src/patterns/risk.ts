import { isCheap, regExpOf } from '@cc-gateway/openapi';
import type { Contract, Json } from '@cc-gateway/spec';
import { analyse } from 'scslre';

/** A pattern that a text can keep busy for ever, and the first place in the document where it stands. */
export interface Risk {
  pattern: string;
  pointer: string;
}

/** The patterns of a document for which a backtracking engine takes exponential time. */
export function riskyPatterns({ bundled }: Contract): Risk[] {
  const found = new Map<string, string>();
  for (const [pattern, pointer] of patternsIn(bundled, '#', new Set())) {
    if (!found.has(pattern)) found.set(pattern, pointer);
  }
  return [...found].filter(([pattern]) => isExponential(pattern)).map(([pattern, pointer]) => ({ pattern, pointer }));
}

/** Whether a pattern can take exponential time; what cannot be read is not said to. */
export function isExponential(source: string): boolean {
  try {
    if (isCheap(source)) return false;
    const { source: words, flags } = regExpOf(source);
    return analyse({ source: words, flags }, { maxReports: 20 }).reports.some(({ exponential }) => exponential);
  } catch {
    return false;
  }
}

/** Keywords whose values are no schemas. */
const data = new Set(['const', 'enum', 'default', 'example', 'examples', 'value']);

function* patternsIn(value: Json, pointer: string, seen: Set<Json>): Generator<[pattern: string, pointer: string]> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (typeof value.pattern === 'string') yield [value.pattern, `${pointer}/pattern`];
  for (const [name, part] of Object.entries<Json>(value)) {
    if (!data.has(name))
      yield* patternsIn(part, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, seen);
  }
}
