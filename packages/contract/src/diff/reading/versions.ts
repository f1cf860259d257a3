import type { Keys } from './keys.ts';
import type { Contract, Json, Operation } from '@cc-gateway/spec';
import type { World } from './world.ts';

/** One of the two contracts that are compared, with the judge of its schemas. */
export interface Version {
  contract: Contract;
  /** The dereferenced document, its schemas as JSON Schema 2020-12. */
  document: Json;
  world: World;
}

/** An operation that both contracts have. */
export interface OperationPair {
  base: Operation;
  revision: Operation;
  before: Version;
  after: Version;
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

/** The object that `keys` lead to; undefined where there is none. */
export const at = (document: Json, keys: Keys): Json => keys.reduce((from, key) => from?.[key], document);

const wireName = ({ method, path }: Operation): string => `${method} ${path.replaceAll(/\{[^}]*\}/gu, '{}')}`;
