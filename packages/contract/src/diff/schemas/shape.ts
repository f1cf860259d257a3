import type { Json } from '@cc-gateway/spec';
import { isDeepStrictEqual } from 'node:util';
import type { Node } from '../reading/node.ts';
import { allTypes, branchesOf, keyOf, partsOf, type Schema, type Type } from './schema.ts';

/** Branches of which a value must keep one at least, or exactly one. */
export interface Alternatives {
  kind: 'anyOf' | 'oneOf';
  branches: Schema[];
  part: Node;
}

/** A schema by what it asks of values of one type. */
export interface Slice {
  /** All of these are kept. */
  parts: Node[];
  /** Of each, where several branches take values of the type. */
  alternatives: Alternatives[];
}

/** A slice of either side, for values of one type. */
export interface SlicePair {
  type: Type;
  base: Slice;
  revision: Slice;
}

const shapes = new Map<string, Map<Type, Slice>>();
const open = new Set<string>();

/** Forgets what is known of documents that have been compared. */
export const forgetShapes = (): void => shapes.clear();

/** What a schema asks of values of each type that it takes. */
export function slicesOf(schema: Schema): Map<Type, Slice> {
  const key = keyOf(schema);
  const known = shapes.get(key);
  if (known) return known;
  const slices = new Map<Type, Slice>();
  if (open.has(key)) {
    // It contains itself as an alternative: nothing more is known of it here.
    for (const type of allTypes) slices.set(type, { parts: partsOf(schema), alternatives: [] });
    return slices;
  }
  open.add(key);
  try {
    for (const type of allTypes) {
      const slice = sliceOf(schema, type);
      if (slice) slices.set(type, slice);
    }
  } finally {
    open.delete(key);
  }
  shapes.set(key, slices);
  return slices;
}

function sliceOf(schema: Schema, type: Type): Slice | undefined {
  let parts = partsOf(schema);
  const done = new Set<string>();
  const alternatives = new Map<string, Alternatives>();
  for (let round = 0; round < 20; round += 1) {
    if (!parts.every((part) => isTaken(part, type))) return undefined;
    alternatives.clear();
    let merged: Schema | undefined;
    for (const part of parts) {
      for (const kind of ['anyOf', 'oneOf'] as const) {
        if (!Array.isArray(part.value?.[kind])) continue;
        const id = `${keyOf([part])}/${kind}`;
        if (done.has(id)) continue;
        const branches = different(branchesOf(part, kind), kind).filter((branch) => slicesOf(branch).has(type));
        if (branches.length === 0) return undefined;
        if (branches.length > 1) alternatives.set(id, { kind, branches, part });
        else {
          done.add(id);
          merged = branches[0]!;
        }
      }
    }
    if (!merged) break;
    parts = partsOf([...parts, ...merged]);
  }
  return { parts, alternatives: [...alternatives.values()] };
}

/** Without branches that stand twice: of `anyOf`, one of them says all. */
const different = (branches: Schema[], kind: string): Schema[] =>
  kind === 'oneOf' ? branches : [...new Map(branches.map((branch) => [keyOf(branch), branch])).values()];

/** The types that a schema names; every one where it names none. */
export const typesOf = ({ type }: Json): string[] | undefined => (type === undefined ? undefined : [type].flat());

const typeOf = (value: Json): Type =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : (typeof value as Type);

function isTaken({ value }: Node, type: Type): boolean {
  if (value === false) return false;
  const types = typesOf(value);
  if (types && !types.includes(type) && !(type === 'number' && types.includes('integer'))) return false;
  if (Array.isArray(value.enum) && !value.enum.some((one: Json) => typeOf(one) === type)) return false;
  if (value.const !== undefined && typeOf(value.const) !== type) return false;
  const { not } = value;
  if (not === true) return false;
  // What refuses a whole type, and nothing else.
  return !(
    typeof not === 'object' &&
    not !== null &&
    isDeepStrictEqual(Object.keys(not), ['type']) &&
    [not.type].flat().includes(type)
  );
}
