import type { Json } from '@cc-gateway/spec';
import type { Keeps } from './keeper.ts';
import { targetIn } from './target.ts';

/** A value without the members that its schema does not name: open schemas take them, and the types of literals do not. */
export function familiar(document: Json, keeps: Keeps, schema: Json, value: Json): Json {
  return prune(value, [schema]);

  function prune(inner: Json, schemas: Json[]): Json {
    if (typeof inner !== 'object' || inner === null) return inner;
    const parts = partsOf(schemas, inner, new Set());
    if (Array.isArray(inner)) {
      return inner.map((each: Json, index) =>
        prune(
          each,
          parts.map(({ prefixItems, items }) => prefixItems?.[index] ?? items),
        ),
      );
    }
    const isOpen =
      parts.some(({ additionalProperties }) => additionalProperties) || !parts.some(({ properties }) => properties);
    return Object.fromEntries(
      Object.entries<Json>(inner).flatMap(([name, each]) => {
        const named = parts.flatMap(({ properties }) =>
          Object.hasOwn(properties ?? {}, name) ? [properties[name]] : [],
        );
        if (named.length === 0 && !isOpen) return [];
        return [[name, prune(each, named.length > 0 ? named : parts.map((part) => part.additionalProperties))]];
      }),
    );
  }

  /** The schemas and those that they are made of, each once; of alternatives those that the value keeps. */
  function partsOf(schemas: Json[], inner: Json, seen: Set<Json>): Json[] {
    return schemas.flatMap((each) => {
      if (typeof each !== 'object' || each === null || seen.has(each)) return [];
      seen.add(each);
      const { $ref, allOf = [], anyOf = [], oneOf = [] } = each;
      const target: Json[] = typeof $ref === 'string' ? [targetIn(document, $ref, '#')] : [];
      const kept = [...anyOf, ...oneOf].filter((alternative) => keeps(alternative, inner));
      return [each, ...partsOf([...target, ...allOf, ...kept], inner, seen)];
    });
  }
}
