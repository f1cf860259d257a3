import type { Json } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { dialectOfDocument } from './dialect.ts';
import { link } from './link.ts';

/**
 * A document in one piece, `bundled`, with what references lead to in their place, in its own words: for tools that follow no
 * reference. Where that would never end, the reference stays. Objects that are the same stay the same.
 */
export function dereferenced(bundled: Json): Json {
  const linking = link({ url: '', root: bundled, dialect: dialectOfDocument(bundled) }, 'document', false);
  linking.run();
  return withoutCycles(linking.document);
}

/** `document`, or a copy in which a part that holds itself is referred to there, so that whoever walks it comes to an end. */
export function withoutCycles(document: Json): Json {
  return hasCycle(document, new Set(), new Set()) ? unrolled(structuredClone(document)) : document;
}

function hasCycle(value: Json, open: Set<object>, closed: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || closed.has(value)) return false;
  if (open.has(value)) return true;
  open.add(value);
  const found = Object.values(value).some((inner) => hasCycle(inner, open, closed));
  open.delete(value);
  closed.add(value);
  return found;
}

/** Keywords whose values are schemas by names, which may be those of keywords: no reference can stand for such a value. */
export const schemaMaps = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/**
 * Changes `document` itself. A part that is open while it is met again becomes a reference to where it stands; of a list or a map of
 * schemas, what is open in it does.
 */
function unrolled(document: Json): Json {
  const open = new Map<object, string>();
  const closed = new Set<object>();
  const visit = (value: Json, keys: string[], hasNames = false): void => {
    open.set(value, pointerTo(...keys));
    for (const [key, inner] of Object.entries<Json>(value)) {
      if (typeof inner !== 'object' || inner === null || closed.has(inner)) continue;
      const isMap = !hasNames && schemaMaps.has(key);
      if (!open.has(inner)) visit(inner, [...keys, key], isMap);
      else if (!isMap && !Array.isArray(inner)) value[key] = { $ref: open.get(inner) };
      else visit((value[key] = Array.isArray(inner) ? [...inner] : { ...inner }), [...keys, key], isMap);
    }
    open.delete(value);
    closed.add(value);
  };
  visit(document, []);
  return document;
}
