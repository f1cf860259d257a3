import type { Json } from '@cc-gateway/spec';
import { isObject, type Node } from '../reading/node.ts';
import type { Direction } from '../schemas/finding.ts';
import { itemOf } from '../schemas/samples.ts';
import { isSaidAlike } from '../schemas/said.ts';
import type { Schema } from '../schemas/schema.ts';
import { slicesOf, type Slice } from '../schemas/shape.ts';
import { schemaOf } from './serialization.ts';

interface Schemas {
  base: Schema;
  revision: Schema;
}

/**
 * The schemas of a parameter or header as what they mean on the wire, where values are texts: any text takes numbers too, and one
 * value is written as a list of one. Undefined where the reader of `direction` takes whatever was taken, and only more of it; or,
 * where the values come back, where there is only less of it.
 */
export function onTheWire(then: Node, now: Node, direction: Direction): Schemas | undefined {
  const [base, revision] = [schemaOf(then), schemaOf(now)];
  if (then.value.content || now.value.content) return { base, revision };
  if (direction === 'request') return asText(base, revision, now.value);
  const turned = asText(revision, base, then.value);
  return turned && { base: turned.revision, revision: turned.base };
}

function asText(base: Schema, revision: Schema, { style, explode }: Json): Schemas | undefined {
  const [before, after] = [slicesOf(base), slicesOf(revision)];
  const isScalar = !before.has('array') && !before.has('object') && before.size > 0;
  if (!isScalar) return { base, revision };
  const list = after.get('array');
  const isPlainList = style === undefined || style === 'form' || style === 'simple';
  if (list && after.size === 1 && isPlainList && (explode ?? true) && takesOne(list)) {
    const items = list.parts.flatMap((part) => itemOf(part, 0));
    return textPair(base, items);
  }
  return textPair(base, revision);
}

const takesOne = ({ parts }: Slice): boolean =>
  parts.every(({ value }) => !(value?.minItems > 1) && !(value?.maxItems < 1));

/** What takes any text takes whatever is written. */
function textPair(base: Schema, revision: Schema): Schemas | undefined {
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
