import type { Json } from '@cc-gateway/spec';
import { document, partsOf } from './document.ts';

type Edit = (parts: Record<string, Json>) => unknown;

/** Two documents, what tells them apart, and the level of it; no level where nothing does. */
export interface Pair {
  what: string;
  level: 'major' | 'minor' | 'patch' | undefined;
  base: Json;
  revision: Json;
  /** A part of the message of the change. */
  says: string;
}

/** A pair from a change of the document of `document.ts`; or, with `from`, of what `from` makes of it. */
export function pair(level: Pair['level'], what: string, says: string, change: Edit, from?: Edit): Pair {
  const base = document();
  from?.(partsOf(base));
  const revision = structuredClone(base);
  change(partsOf(revision));
  return { level, what, says, base, revision };
}
