import type { Json } from '../json.ts';
import { discriminators, misunderstood } from '../link/marks.ts';
import { placeOf, type Place } from '../link/places.ts';
import { childrenOf, reach, type Child } from './children.ts';
import { keywords } from './keywords.ts';

/** Why a schema cannot be compiled. */
export interface Problem {
  /** One sentence: the place, what stands there, what was expected. */
  reason: string;
  /** The schema, somewhere inside of the one that was asked about. */
  schema: Json;
  /** The keyword at fault; none where the schema as a whole is. */
  keyword?: string;
  /** Where the schema stands, where it is part of a document. */
  place?: Place;
}

const own = new WeakMap<object, Problem[]>();
const sound = new WeakSet<object>();

/** Every reason why a schema, or one that it reaches, cannot be compiled; none where it can. */
export function problemsOf(schema: Json): Problem[] {
  if (typeof schema === 'boolean') return [];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return [{ reason: `${JSON.stringify(schema)} is no schema. Expected an object or a boolean.`, schema }];
  }
  if (sound.has(schema)) return [];
  const reached = [...reach(schema)];
  const found = reached.flatMap(ownProblems);
  if (found.length === 0) for (const each of reached) sound.add(each);
  return found;
}

/** The problems of a schema itself, not of those that it holds. */
export function ownProblems(schema: Json): Problem[] {
  let found = own.get(schema);
  if (!found) own.set(schema, (found = lookedFor(schema)));
  return found;
}

function lookedFor(schema: Json): Problem[] {
  const place = placeOf(schema);
  const problem = (what: string, keyword?: string): Problem => ({
    reason: `${place ? `${place.file}${place.pointer}${keyword ? `/${keyword}` : ''}: ` : ''}${what}.`,
    schema,
    ...(keyword && { keyword }),
    ...(place && { place }),
  });
  const dialect = misunderstood.get(schema);
  if (dialect !== undefined) return [problem(dialect)];
  const reference = ['$ref', '$dynamicRef', '$recursiveRef'].find((keyword) => typeof schema[keyword] === 'string');
  if (reference !== undefined) {
    const name = JSON.stringify(schema[reference]);
    return [problem(`${reference} ${name} leads nowhere, or has not been replaced by what it leads to`, reference)];
  }
  const faults = Object.keys(schema).flatMap((keyword) => {
    const fault = Object.hasOwn(keywords, keyword) ? keywords[keyword]!.fault(schema[keyword]) : undefined;
    return fault === undefined ? [] : [problem(`${keyword} ${fault}`, keyword)];
  });
  const circle = circleThrough(schema);
  return circle === undefined
    ? faults
    : [
        ...faults,
        problem(`${circle} leads back to the schema itself for the same value, and so never to an end`, circle),
      ];
}

/** The keyword by which a schema judges by itself what it is judging already. */
function circleThrough(schema: Json): string | undefined {
  return inPlaceOf(schema).find(({ schema: child }) => {
    const seen = new Set<object>();
    const todo: Json[] = [child];
    while (todo.length > 0) {
      const next = todo.pop();
      if (next === schema) return true;
      if (typeof next !== 'object' || next === null || seen.has(next)) continue;
      seen.add(next);
      for (const each of inPlaceOf(next)) todo.push(each.schema);
    }
    return false;
  })?.keyword;
}

/** The schemas that judge the same value. Those of a discriminator are followed once only. */
const inPlaceOf = (schema: Json): Child[] =>
  childrenOf(schema).filter(
    ({ keyword, inPlace }) => inPlace && !(discriminators.has(schema) && /^(one|any)Of$/.test(keyword)),
  );
