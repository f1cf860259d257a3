import type { Json } from '../json.ts';
import { extended, misunderstood, shared } from '../link/marks.ts';
import { put } from '../link/put.ts';
import { calling } from './calls.ts';
import { choiceOf } from './choice.ts';
import { hiddenBy, type Hidden } from './hidden.ts';
import { keywords } from './keywords.ts';
import { ownProblems } from './problems.ts';
import type { Apart, Reading } from './reading.ts';

/** The schema of the document behind each object that ajv compiles. */
export const origins = new WeakMap<object>();

const nothing: Hidden = new Set();

/**
 * A schema as ajv takes it: without notes and references. What is shared, or holds itself, is left to be called when a value gets
 * there; where members must be told that no part has looked at, the parts are compiled with it.
 */
export function lowered(root: Json, reading: Reading, apart: Apart): Json {
  const definitions: Record<string, Json> = {};
  const names = new Map<object, string>();
  const met = new Set<object>();

  const visit = (schema: Json, reading: Reading, isWhole: boolean): Json => {
    if (typeof schema !== 'object' || schema === null) return schema;
    if (isWhole) return { $ref: `#/$defs/${nameOf(schema, reading)}` };
    if ((schema !== root && shared.has(schema)) || met.has(schema)) return calling(apart(schema, reading));
    return visitNow(schema, reading, isWhole);
  };

  const nameOf = (schema: Json, reading: Reading): string => {
    let name = names.get(schema);
    if (name !== undefined) return name;
    names.set(schema, (name = `part${names.size}`));
    definitions[name] = visitNow(schema, reading, true);
    return name;
  };

  const visitNow = (schema: Json, outer: Reading, isPart: boolean): Json => {
    met.add(schema);
    const isWhole = isPart || schema.unevaluatedProperties !== undefined || schema.unevaluatedItems !== undefined;
    const inPlace = inPlaceReading(schema, outer);
    const choice = isWhole ? undefined : choiceOf(schema, inPlace, apart);
    if (choice?.call && !choice.keyword) return calling(choice.call);
    const made: Json = {};
    origins.set(made, schema);
    if (misunderstood.has(schema)) return made;
    const left = outer.isLenient ? new Set(ownProblems(schema).map(({ keyword }) => keyword)) : undefined;
    for (const keyword of Object.keys(schema)) {
      if (!Object.hasOwn(keywords, keyword) || left?.has(keyword) || keyword === choice?.keyword) continue;
      const known = keywords[keyword]!;
      const inner = keyword === 'not' ? outsideOf(inPlace) : known.inPlace ? inPlace : below(outer);
      const each = (part: Json): Json => visit(part, inner, isWhole && known.inPlace === true);
      const value = schema[keyword];
      if (known.holds === 'schema') made[keyword] = each(value);
      else if (known.holds === 'list') made[keyword] = value.map(each);
      else if (known.holds === 'map') {
        made[keyword] = {};
        for (const name of Object.keys(value)) put(made[keyword], name, each(value[name]));
      } else made[keyword] = keyword === 'required' ? shown(value, inPlace.hidden) : value;
    }
    if (choice?.call) made.allOf = [...(made.allOf ?? []), calling(choice.call)];
    return made;
  };

  const top = visitNow(root, reading, false);
  return names.size > 0 ? { ...top, $defs: definitions } : top;
}

/** How schemas are read that judge the same value as `schema`. */
function inPlaceReading(schema: Json, outer: Reading): Reading {
  const own = hiddenBy(schema, outer.direction);
  const parents = extended.get(schema);
  return {
    ...outer,
    hidden: own.size > 0 ? new Set([...outer.hidden, ...own]) : outer.hidden,
    followed: parents ? new Set([...outer.followed, ...parents]) : outer.followed,
  };
}

/** How schemas are read that judge a part of the value. */
const below = (outer: Reading): Reading => ({ ...outer, hidden: nothing, followed: new Set() });

/** What must not be says nothing of the direction. */
const outsideOf = (reading: Reading): Reading => ({ ...reading, direction: undefined, hidden: nothing });

const shown = (names: string[], hidden: Hidden): string[] => [...new Set(names)].filter((name) => !hidden.has(name));
