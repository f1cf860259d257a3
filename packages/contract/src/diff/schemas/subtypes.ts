import type { Json } from '@cc-gateway/spec';
import { child, children, isObject, type Node, type Tree } from '../reading/node.ts';
import { accepts } from './accepts.ts';
import { memberIn, objectsOf } from './members-of.ts';
import { branchesOf, idOf, partsOf, type Schema } from './schema.ts';
import { slicesOf } from './shape.ts';

/** How a schema tells its subtypes apart. */
interface Discriminator {
  /** The member that names the subtype. */
  name: string;
  /** References by the values that stand for them; the empty one stands for any other, from OpenAPI 3.2 on. */
  mapping: Record<string, string>;
  part: Node;
}

/** The discriminator of a schema; undefined where it has none. */
export function discriminatorOf(schema: Schema): Discriminator | undefined {
  const part = partsOf(schema).find(({ value }) => typeof value?.discriminator?.propertyName === 'string');
  if (!part) return undefined;
  const { propertyName, mapping, defaultMapping } = part.value.discriminator;
  const entries = Object.entries<Json>({ ...mapping, ...(defaultMapping !== undefined && { '': defaultMapping }) });
  const references = entries
    .filter(([, text]) => typeof text === 'string')
    .map(([name, text]) => [name, /[/#.]/u.test(text) ? text : `#/components/schemas/${text}`]);
  return { name: propertyName, mapping: Object.fromEntries(references), part };
}

/** Values of the member that tells subtypes apart. */
interface Tags {
  /** By the mapping or, of what it does not name, by the name of the component. */
  used: Set<string>;
  /** Also by the names of components that the mapping names otherwise. */
  understood: Set<string>;
}

/** The values by which a schema tells its subtypes apart. */
export function tagsOf(schema: Schema): Tags {
  const found = discriminatorOf(schema)!;
  const { part, mapping, name } = found;
  const choices = [...branchesOf(part, 'oneOf'), ...branchesOf(part, 'anyOf')];
  const own = choices.length > 0 ? choices : heirsIn(found, schema).map((node): Schema => [node]);
  const components = own
    .map((branch) => [componentOf(branch), branch] as const)
    // A subtype may say itself by which value it is told.
    .filter(([component, branch]) => component !== undefined && takesTag(branch, name, component));
  const mapped = new Set(Object.values(mapping).map((reference) => reference.split('/').at(-1)));
  const explicit = Object.keys(mapping);
  const implicit = components.map(([component]) => component!);
  return {
    used: new Set([...explicit, ...implicit.filter((component) => !mapped.has(component))]),
    understood: new Set([...explicit, ...implicit]),
  };
}

/** The name of the component that a branch is, or refers to. */
function componentOf([node]: Schema): string | undefined {
  const reference: unknown = node?.value?.$ref;
  if (typeof reference === 'string') return reference.split('/').at(-1);
  return node?.parent?.key === 'schemas' ? String(node.key) : undefined;
}

function takesTag(branch: Schema, name: string, tag: string): boolean {
  const slice = slicesOf(branch).get('object');
  return slice !== undefined && accepts(memberIn(objectsOf(slice), name), tag) !== false;
}

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
  // What is one of the subtypes has none of the others.
  if (isHeir(part, schema)) return new Map();
  const mapped = Object.entries(mapping).map(([name, reference]): [string, Schema] => [
    name === '' ? 'any other' : name,
    [{ ...part, value: referenceTo(part.value, reference) }],
  ]);
  const isChoice = part.value.oneOf !== undefined || part.value.anyOf !== undefined;
  const own = isChoice ? [] : heirsIn(found, schema);
  return new Map([...own.map((node): [string, Schema] => [String(node.key), [node]]), ...mapped]);
}

const isHeir = (part: Node, schema: Schema): boolean => isAmong(heirsOf(part.tree).get(idOf(part.value)) ?? [], schema);

/** The subtypes that extend a schema; of one of them, none. */
const heirsIn = ({ part }: Discriminator, schema: Schema): Node[] =>
  isHeir(part, schema) ? [] : (heirsOf(part.tree).get(idOf(part.value)) ?? []);

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
