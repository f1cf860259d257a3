import type { Json } from '@cc-gateway/spec';
import { children, follow, isObject, type Node } from '../reading/node.ts';
import { partsOf, type Schema } from './schema.ts';

/** Words of a schema that no program reads. */
const words = new Set(['description', 'title', 'example', 'examples', 'externalDocs', '$comment']);

const isWord = (key: string): boolean => words.has(key) || key.startsWith('x-');

/** Nodes that are read of either side. */
const most = 2000;

/** Whether two schemas say the same but for words, behind references and in whatever order; not, where they are large. */
export function isSaidAlike(one: Schema, other: Schema): boolean {
  const [then, now] = [saidBy(one), saidBy(other)];
  return then !== undefined && then === now;
}

/** All that a schema says but for words, behind references and in one order; undefined where it is large. */
export function saidBy(schema: Schema): string | undefined {
  let count = 0;
  // Where the schema itself stands says nothing.
  return said(partsOf(schema), false, true);

  function said(nodes: Node[], isMap: boolean, isWhole = false): string | undefined {
    const texts = nodes
      .filter(({ key, value }) => isMap || isWhole || typeof key !== 'string' || !(isWord(key) || isIdle(key, value)))
      .map((given) => {
        const found = follow(given).value;
        const value = given.key === 'type' && Array.isArray(found) && found.length === 1 ? found[0] : found;
        const name = typeof given.key === 'string' && !isWhole ? `${given.key}:` : '';
        if (!isObject(value)) return name + JSON.stringify(value);
        if ((count += 1) > most) return undefined;
        const inner = said(children(follow(given)), given.key === 'properties');
        return inner === undefined ? undefined : name + inner;
      });
    const known = texts.filter((text) => text !== undefined);
    return known.length < texts.length ? undefined : `{${known.toSorted().join()}}`;
  }
}

const flags = new Set(['nullable', 'readOnly', 'writeOnly', 'deprecated', 'uniqueItems', 'minLength', 'minItems']);

/** Whether a keyword says what holds without it. */
const isIdle = (key: string, value: Json): boolean => flags.has(key) && (value === false || value === 0);

/** A value of a keyword without the words in it that no program reads, and without what holds anyway. */
export function withoutWords(value: Json, isMap = false): Json {
  if (!isObject(value) || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries<Json>(value)
      .filter(([key, part]) => isMap || !(words.has(key) || isIdle(key, part)))
      .map(([key, part]) => [key, withoutWords(part, !isMap && key === 'properties')]),
  );
}
