import type { Json, Operation } from '@cc-gateway/spec';
import { impossible } from '../values/impossible.ts';
import { part, type Contradiction } from './contradiction.ts';

/** Parts of an operation's schemas that no value can keep. */
export function schemaContradictions({ pointer, body, answers, parameters }: Operation): Contradiction[] {
  const seen = new Set<Json>();
  const found: Contradiction[] = [];
  const walk = (about: string, place: string, schema: Json): void => {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
    seen.add(schema);
    const says = impossible(schema);
    if (says !== undefined) found.push({ rule: 'document/schema', place, about, says });
    const { properties, items, additionalProperties, allOf, anyOf, oneOf } = schema;
    for (const [name, member] of Object.entries<Json>(Object(properties)))
      walk(`${about}, ${name}`, `${place}/properties/${part(name)}`, member);
    for (const [keyword, inner] of Object.entries({ items, additionalProperties }))
      walk(`${about}, ${keyword}`, `${place}/${keyword}`, inner);
    for (const [keyword, branches] of Object.entries({ allOf, anyOf, oneOf }))
      if (Array.isArray(branches)) branches.forEach((branch, at) => walk(about, `${place}/${keyword}/${at}`, branch));
  };
  parameters.forEach(({ in: where, name, schema }) => walk(`${where} ${name}`, pointer, schema));
  const contents = (what: string, at: string, all: Operation['answers'][number]['contents']): void => {
    for (const { mediaType, schema } of all) walk(what, `${at}/content/${part(mediaType)}/schema`, schema);
  };
  contents('the request', `${pointer}/requestBody`, body?.contents ?? []);
  for (const { status, contents: all } of answers) contents(`answers ${status}`, `${pointer}/responses/${status}`, all);
  return found;
}
