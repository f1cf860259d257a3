import type { Json } from '@cc-gateway/spec';
import { child, children, isObject, type Node, type Tree } from '../reading/node.ts';
import { discriminatorOf } from './discriminators.ts';
import { idOf, partsOf, type Schema } from './schema.ts';

/** Subtypes that a discriminator alone reaches: those of its mapping, and those whose `allOf` names the schema. */
export function subtypesOf(base: Schema, revision: Schema): [Schema, Schema, string][] {
  const [then, now] = [namedBy(base), namedBy(revision)];
  return [...then].flatMap(([name, schema]): [Schema, Schema, string][] => {
    const other = now.get(name);
    return other ? [[schema, other, name]] : [];
  });
}

function namedBy(schema: Schema): Map<string, Schema> {
  const found = discriminatorOf(schema);
  if (!found) return new Map();
  const { part, mapping } = found;
  const { tree } = part;
  const heirs = heirsOf(tree).get(idOf(part.value)) ?? [];
  // What is one of the subtypes has none of the others.
  if (isAmong(heirs, schema)) return new Map();
  const mapped = Object.entries(mapping).map(([name, text]): [string, Schema] => {
    const reference = /[/#.]/u.test(text) ? text : `#/components/schemas/${text}`;
    return [name, [{ ...part, value: referenceTo(part.value, reference) }]];
  });
  const isChoice = part.value.oneOf !== undefined || part.value.anyOf !== undefined;
  const own = isChoice ? [] : heirs;
  return new Map([...own.map((node): [string, Schema] => [String(node.key), [node]]), ...mapped]);
}

const references = new WeakMap<object, Map<string, Json>>();

function referenceTo(owner: object, reference: string): Json {
  let known = references.get(owner);
  if (!known) references.set(owner, (known = new Map()));
  if (!known.has(reference)) known.set(reference, { $ref: reference });
  return known.get(reference);
}

const ids = new WeakMap<Node[], Set<number>>();

/** Whether a schema is one of a list, or composed of one. */
function isAmong(list: Node[], schema: Schema): boolean {
  let known = ids.get(list);
  if (!known)
    ids.set(
      list,
      (known = new Set(
        list.flatMap((node) =>
          partsOf([node])
            .slice(0, 1)
            .map(({ value }) => idOf(value)),
        ),
      )),
    );
  return partsOf(schema).some(({ value }) => isObject(value) && known.has(idOf(value)));
}

const families = new WeakMap<Tree, Map<number, Node[]>>();

/** The schemas of a document by the schemas that their `allOf` names. */
function heirsOf(tree: Tree): Map<number, Node[]> {
  let found = families.get(tree);
  if (!found) {
    families.set(tree, (found = new Map()));
    for (const node of children(child(child(tree.root, 'components'), 'schemas'))) {
      if (!isObject(node.value) || !Array.isArray(node.value.allOf)) continue;
      for (const part of children(child(node, 'allOf')).flatMap((one) => (one.value?.$ref ? partsOf([one]) : []))) {
        const id = idOf(part.value);
        const known = found.get(id);
        if (known) known.push(node);
        else found.set(id, [node]);
      }
    }
  }
  return found;
}
