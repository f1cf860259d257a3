import { child, children, follow, type Node } from '../reading/node.ts';
import { schemaAt, type Schema } from '../schemas/schema.ts';
import { slicesOf } from '../schemas/shape.ts';
import { mediaTypeOf } from './media-types.ts';

/** The schema of a parameter or a header, under its media type where it has one. */
export function schemaOf(node: Node): Schema {
  const [content] = children(child(node, 'content'));
  return content ? schemaAt(follow(content), 'schema') : schemaAt(node, 'schema');
}

/** How a parameter or header is written, in words. */
export function serializationOf(node: Node): string {
  const { value } = node;
  const [content] = children(child(node, 'content'));
  if (content) return mediaTypeOf(String(content.key));
  const style = value.style ?? (/^(?:query|cookie)$/u.test(value.in) ? 'form' : 'simple');
  const types = [...slicesOf(schemaAt(follow(node), 'schema')).keys()];
  // Only lists and objects are written differently when they are exploded.
  const isMany = types.some((type) => type === 'array' || type === 'object');
  return `${style}${isMany && (value.explode ?? style === 'form') ? ' exploded' : ''}`;
}
