import type { Json } from '@cc-gateway/spec';
import type { Node } from '../reading/node.ts';
import type { Level } from './level.ts';

/** Which way values go: `request` from clients to the provider, `response` back. */
export type Direction = 'request' | 'response';

/** How a place of two schemas differs. */
export interface Finding {
  /** What it demands where the values go to the provider, and where they come back; nothing where it is left out. */
  levels: Partial<Record<Direction, Level>>;
  /** Which rule saw it. */
  rule: string;
  /** In words, each way: `no longer takes`, `may now be`. */
  words: Record<Direction, string>;
  /** What changed, without a value that only illustrates it; left out where the words show none. */
  said?: string;
  /** The keyword that changed. */
  keyword: string;
  /** A value that one side takes and the other does not. */
  witness?: { value: Json };
  /** Why it could not be told whether values change; left out where they do. */
  unknown?: string;
  base?: Node;
  revision?: Node;
}

/** What the provider may no longer rely on, as a finding: fewer values are taken than were, or more. */
export type Relation = 'narrowed' | 'widened';

export const levelsOf: Record<Relation, Record<Direction, Level>> = {
  narrowed: { request: 'major', response: 'minor' },
  widened: { request: 'minor', response: 'major' },
};

export const verbsOf: Record<Relation, Record<Direction, string>> = {
  narrowed: { request: 'no longer takes', response: 'can no longer be' },
  widened: { request: 'now takes', response: 'may now be' },
};
