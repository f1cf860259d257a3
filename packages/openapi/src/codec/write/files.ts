import type { Content } from '../../operation.ts';
import { formOf } from '../media.ts';
import { shapeOf, type Shape } from '../read/shape.ts';

/** A value for a form of parts in which texts, where the schema has bytes, are files of that text; of other bodies itself. */
export function withFiles({ mediaType, schema }: Pick<Content, 'mediaType' | 'schema'>, value: unknown): unknown {
  const isForm = formOf(mediaType) === 'multipart';
  if (!isForm || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const shape = shapeOf(schema);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, asFile(member, shape.property(name))]),
  );
}

function asFile(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((each, index) => asFile(each, shape.item(index)));
  return shape.isBytes && typeof value === 'string' ? { bytes: new TextEncoder().encode(value), name: 'file' } : value;
}
