import type { Contract, Json } from '@cc-gateway/spec';
import { contentOf } from './serialize.ts';

/** Every name that `--set` can give a value to: parameters, and members of bodies, wherever their schema names them. */
export const offerableNames = (contract: Contract): Set<string> =>
  new Set(
    contract.operations.flatMap((operation) => [
      ...operation.parameters.map(({ name }) => name),
      ...Object.keys(membersOf(contentOf(operation)?.schema)),
    ]),
  );

/** The members that a schema names, each with its schema: its own, and those of the schemas that it is made of. */
export function membersOf(schema: Json, seen: Set<Json> = new Set()): Record<string, Json> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return {};
  seen.add(schema);
  const parts: Json[] = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return Object.assign({}, ...parts.map((part) => membersOf(part, seen)), schema.properties) as object;
}
