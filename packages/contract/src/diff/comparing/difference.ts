import type { Json } from '@cc-gateway/spec';
import type { Level } from '../schemas/level.ts';
import type { Node } from '../reading/node.ts';
import type { Operation } from '../reading/operations.ts';
import type { Direction } from '../schemas/finding.ts';
import type { Schema } from '../schemas/schema.ts';

/** One difference between two documents. */
export interface Difference {
  level: Level;
  /** Which rule saw it. */
  rule: string;
  message: string;
  /** What changed, wherever it was met and whatever value shows it; the message, where it is left out. */
  said?: string;
  /** The operations that it reaches; none where it concerns the document. */
  operations: string[];
  keyword?: string;
  /** A value that one side takes and the other does not. */
  witness?: { value: Json };
  /** Which way the values go that it concerns. */
  direction?: Direction;
  /** Why it could not be told whether it changes anything. */
  unknown?: string;
  base?: Node | undefined;
  revision?: Node | undefined;
}

/** Two schemas that stand for the same thing in an operation. */
export interface Root {
  base: Schema;
  revision: Schema;
  direction: Direction;
  /** In words: `the request body`. */
  what: string;
  operation: string;
  /** Whether a value is always sent, so that its default says nothing. */
  isSent?: boolean;
}

/** Where comparisons write what they find. */
export interface Notes {
  tell(difference: Omit<Difference, 'operations'> & { operations?: string[] }): void;
  /** Schemas to be compared, with all others. */
  schemas(root: Root): void;
}

/** An operation that both documents have. */
export interface OperationPair {
  name: string;
  base: Operation;
  revision: Operation;
  /** Which way its requests go: `response`, where the provider calls. */
  requests: Direction;
  notes: Notes;
  /** Whether examples of answers are part of the contract: they are chosen by result codes. */
  hasCodes: boolean;
}

/** The way back. */
export const opposite: Record<Direction, Direction> = { request: 'response', response: 'request' };

/** A request's body or an answer in both documents. */
export interface BodyPair {
  base: Node;
  revision: Node;
  direction: Direction;
  what: string;
}
