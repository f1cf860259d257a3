import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { itemOf } from '../schemas/samples.ts';
import { isSaidAlike } from '../schemas/said.ts';
import type { Schema } from '../schemas/schema.ts';
import { slicesOf } from '../schemas/shape.ts';

/**
 * The schemas of a parameter as what they mean on the wire, where values are texts: any text takes numbers too, and one value
 * is written as a list of one. Undefined where the revision takes whatever the base takes, and only more.
 */
export function asText(
  base: Schema,
  revision: Schema,
  { style, explode }: Json,
): { base: Schema; revision: Schema } | undefined {
  const [before, after] = [slicesOf(base), slicesOf(revision)];
  const isScalar = !before.has('array') && !before.has('object') && before.size > 0;
  if (!isScalar) return { base, revision };
  const list = after.get('array');
  const isPlainList = style === undefined || style === 'form' || style === 'simple';
  if (list && after.size === 1 && isPlainList && (explode ?? true)) {
    const items = list.parts.flatMap((part) => itemOf(part, 0));
    return textPair(base, items);
  }
  return textPair(base, revision);
}

/** What takes any text takes whatever is written. */
function textPair(base: Schema, revision: Schema): { base: Schema; revision: Schema } | undefined {
  const isPlain = [...slicesOf(base).keys()].join() === 'string';
  return isAnyText(revision) && !isPlain && !isSaidAlike(base, revision) ? undefined : { base, revision };
}

function isAnyText(schema: Schema): boolean {
  const text = slicesOf(schema).get('string');
  return (
    text?.alternatives.length === 0 &&
    text.parts.every(({ value }) => !isObject(value) || !limits.some((keyword) => value[keyword] !== undefined))
  );
}

const limits = ['enum', 'const', 'pattern', 'minLength', 'maxLength', 'format', 'not', 'if'];
