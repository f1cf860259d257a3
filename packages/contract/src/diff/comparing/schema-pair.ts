import type { Keys } from '../reading/keys.ts';
import type { Side } from '../reading/world.ts';

/** Which way values go: `request` from clients to the provider, `response` back. */
export type Direction = 'request' | 'response';

/** A schema in both documents, and what it is of in plain words. */
export interface SchemaPair {
  base: Side;
  revision: Side;
  direction: Direction;
  what: string;
  /** From the roots of the documents. */
  baseKeys: Keys;
  keys: Keys;
  /** The references that lead here; a schema that contains itself is compared once. */
  within?: string[];
}
