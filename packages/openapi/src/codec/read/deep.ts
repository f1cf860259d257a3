import { pointerTo } from '../request.ts';
import { decodedForm } from './decode.ts';
import type { Report } from './faults.ts';
import type { Pairs } from './pairs.ts';
import type { Shape } from './shape.ts';
import type { Raw } from './typed.ts';

type Node = { texts: string[]; inner: Map<string, Node> };

/**
 * The members of an object in brackets. OpenAPI has no form for what is deeper; where the schema has lists or objects there,
 * brackets in brackets are read as most servers read them: `a[b][c]=1`, `a[b][]=1`, `a[b][0]=1`.
 */
export function deepMembersOf(name: string, shape: Shape, pairs: Pairs, report: Report): Raw | undefined {
  const root: Node = { texts: [], inner: new Map() };
  for (const [each, text] of pairs) {
    if (each === name) report('', `has no members: expected ${name}[member]=`);
    if (!each.startsWith(`${name}[`)) continue;
    if (!each.endsWith(']')) report('', `has a name that ends without "]"`);
    let node = root;
    for (const key of each.slice(name.length + 1, -1).split('][')) {
      const inner: Node = node.inner.get(key) ?? { texts: [], inner: new Map() };
      node.inner.set(key, inner);
      node = inner;
    }
    node.texts.push(decodedForm(text, report));
  }
  return root.inner.size === 0 ? undefined : rawOf(root, shape, report, '', 0);
}

function rawOf({ texts, inner }: Node, shape: Shape, report: Report, pointer: string, depth: number): Raw {
  if (inner.size === 0) {
    if (texts.length > 1) report(pointer, 'stands twice');
    return texts[0]!;
  }
  if (texts.length > 0) report(pointer, 'has a value, and members too');
  const { types, isSilent } = shape;
  const isList =
    types.has('array') && [...inner.keys()].every((key) => /^\d*$/.test(key)) && (depth > 0 || !types.has('object'));
  if (depth > 0 && (isSilent || !(types.has('object') || isList))) {
    report(pointer, 'has members, which style deepObject has no form for');
    return { members: [] };
  }
  if (isList) {
    const items = [...inner].flatMap(([key, node]) =>
      key === '' && node.inner.size === 0 ? node.texts.map((text) => ({ texts: [text], inner: new Map() })) : [node],
    );
    return {
      list: items.map((node, index) => rawOf(node, shape.item(index), report, `${pointer}/${index}`, depth + 1)),
    };
  }
  return {
    members: [...inner].map(([key, node]) => [
      key,
      rawOf(node, shape.property(key), report, pointer + pointerTo(key), depth + 1),
    ]),
  };
}
