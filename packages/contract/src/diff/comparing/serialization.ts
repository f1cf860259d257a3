import { child, children, follow, type Node } from '../reading/node.ts';
import { schemaAt } from '../schemas/schema.ts';
import { slicesOf } from '../schemas/shape.ts';

/** How a parameter or header is written, in words. */
export function serializationOf(node: Node): string {
  const { value } = node;
  const [content] = children(child(node, 'content'));
  if (content) return String(content.key).toLowerCase();
  const style = value.style ?? (/^(?:query|cookie)$/u.test(value.in) ? 'form' : 'simple');
  const types = [...slicesOf(schemaAt(follow(node), 'schema')).keys()];
  // Only lists and objects are written differently when they are exploded.
  const isMany = types.some((type) => type === 'array' || type === 'object');
  return `${style}${isMany && (value.explode ?? style === 'form') ? ' exploded' : ''}`;
}
