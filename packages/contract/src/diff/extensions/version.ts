import type { Contract, Operation } from '@cc-gateway/spec';
import type { Level } from '../schemas/level.ts';
import type { Keys } from '../reading/node.ts';
import type { Tree } from '../reading/node.ts';

/** One of the two documents, with what it says beyond OpenAPI. */
export interface Version {
  contract: Contract;
  tree: Tree;
}

/** An operation that both contracts have. */
export interface OperationPair {
  base: Operation;
  revision: Operation;
  before: Version;
  after: Version;
}

/** A difference of what documents say beyond OpenAPI; its place is one of the dereferenced document. */
export interface Found {
  level: Level;
  rule: string;
  message: string;
  place: { side: 'base' | 'revision'; keys: Keys };
}

/** The operations that both contracts have: of the same method, on paths that differ in parameter names at most. */
export function operationPairs(before: Version, after: Version): OperationPair[] {
  const later = new Map(after.contract.operations.map((operation) => [wireName(operation), operation]));
  return before.contract.operations.flatMap((base) => {
    const revision = later.get(wireName(base));
    return revision ? [{ base, revision, before, after }] : [];
  });
}

/** Where an operation stands in its document. */
export const keysOf = ({ path, method }: Operation): string[] => ['paths', path, method.toLowerCase()];

const wireName = ({ method, path }: Operation): string => `${method} ${path.replaceAll(/\{[^}]*\}/gu, '{}')}`;

/** A value as text, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

export type { Level };
