import type { Json } from '@cc-gateway/spec';
import { child, descend, follow, type Node } from '../reading/node.ts';
import type { Notes } from '../comparing/difference.ts';
import { partsOf, type Schema } from '../schemas/schema.ts';
import { isEqual } from '../schemas/unit.ts';
import { keysOf, type OperationPair } from './version.ts';

/** How `x-tolerated` changes in answers: what gateways were known to do and is no longer taken is a break. */
export function compareTolerated({ base, revision, before, after }: OperationPair, notes: Notes): void {
  for (const { status, contents } of revision.answers) {
    for (const { mediaType } of contents) {
      const path = ['responses', status, 'content', mediaType, 'schema'];
      const then = descend(before.tree.root, ...keysOf(base), ...path);
      const now = descend(after.tree.root, ...keysOf(revision), ...path);
      if (then.value !== undefined && now.value !== undefined) walk([then], [now], 'the answer', notes, 6);
    }
  }
}

function walk(base: Schema, revision: Schema, what: string, notes: Notes, depth: number): void {
  compareOne(base, revision, what, notes);
  const [then, now] = [membersOf(base), membersOf(revision)];
  for (const [name, schema] of then) {
    const other = now.get(name);
    if (other && depth > 0) walk(schema, other, name, notes, depth - 1);
  }
}

/** The members that a schema or one of its alternatives declares. */
function membersOf(schema: Schema): Map<string, Schema> {
  const found = new Map<string, Schema>();
  for (const part of everyPart(schema, 4)) {
    for (const name of Object.keys(part.value?.properties ?? {})) {
      found.set(name, [...(found.get(name) ?? []), child(child(part, 'properties'), name)]);
    }
  }
  return found;
}

const everyPart = (schema: Schema, depth: number): Node[] =>
  partsOf(schema).flatMap((part) => [
    part,
    ...(depth > 0
      ? ['anyOf', 'oneOf'].flatMap((key) =>
          Object.keys(part.value?.[key] ?? {}).flatMap((index) =>
            everyPart([child(child(part, key), Number(index))], depth - 1),
          ),
        )
      : []),
  ]);

function compareOne(base: Schema, revision: Schema, name: string, notes: Notes): void {
  const [before, after] = [toleratedIn(base), toleratedIn(revision)];
  if (!before && !after) return;
  const [then, now]: Json[] = [before?.value, after?.value];
  const what = `${name} as tolerated`;
  const told = { rule: 'tolerated', keyword: 'x-tolerated', base: before, revision: after };
  if (Boolean(then?.absent) !== Boolean(now?.absent)) {
    const [level, verb] = now?.absent ? (['minor', 'may'] as const) : (['major', 'may no longer'] as const);
    notes.tell({ ...told, level, message: `${what} ${verb} be absent` });
  }
  if (then && now && !isEqual(then.decision, now.decision))
    notes.tell({ ...told, level: 'patch', message: `${what} has another decision` });
  const schemaOf = (node: Node | undefined, other: Node): Schema => {
    const found = node && child(node, 'schema');
    return [found && found.value !== undefined ? follow(found) : { ...other, value: false }];
  };
  notes.schemas({
    base: schemaOf(before, after ?? before!),
    revision: schemaOf(after, before ?? after!),
    direction: 'request',
    what,
    operation: '',
  });
}

const toleratedIn = (schema: Schema): Node | undefined =>
  partsOf(schema)
    .map((part) => child(part, 'x-tolerated'))
    .find(({ value }) => value !== undefined);
