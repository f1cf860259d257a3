import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import { levelsOf, type Relation } from './finding.ts';
import { isSaidAlike, withoutWords } from './said.ts';
import { partsOf, schemaAt, type Schema, type Type } from './schema.ts';
import type { Slice } from './shape.ts';
import { isEqual, type Desk } from './unit.ts';

/** Keywords by the types of values that read them; and whether more of it takes fewer values, or less. */
const readers: Record<string, { types: Type[]; narrows: 'more' | 'less' | 'any' }> = {
  minLength: { types: ['string'], narrows: 'more' },
  maxLength: { types: ['string'], narrows: 'less' },
  pattern: { types: ['string'], narrows: 'any' },
  format: { types: ['string', 'number'], narrows: 'any' },
  minimum: { types: ['number'], narrows: 'more' },
  maximum: { types: ['number'], narrows: 'less' },
  exclusiveMinimum: { types: ['number'], narrows: 'more' },
  exclusiveMaximum: { types: ['number'], narrows: 'less' },
  multipleOf: { types: ['number'], narrows: 'any' },
  minItems: { types: ['array'], narrows: 'more' },
  maxItems: { types: ['array'], narrows: 'less' },
  uniqueItems: { types: ['array'], narrows: 'any' },
  minProperties: { types: ['object'], narrows: 'more' },
  maxProperties: { types: ['object'], narrows: 'less' },
  properties: { types: ['object'], narrows: 'any' },
  required: { types: ['object'], narrows: 'any' },
  additionalProperties: { types: ['object'], narrows: 'any' },
  items: { types: ['array'], narrows: 'any' },
};

/** Tells of bounds that no value of the schema's types reads: type or bound is a mistake, and which one cannot be told. */
export function compareIdle(desk: Desk, before: Map<Type, Slice>, after: Map<Type, Slice>): void {
  const types = new Set([...before.keys(), ...after.keys()]);
  if (types.size === 0) return;
  for (const [keyword, { types: own, narrows }] of Object.entries(readers)) {
    if (own.some((type) => types.has(type))) continue;
    const [then, now] = [valueOf(desk.base, keyword), valueOf(desk.revision, keyword)];
    const isMap = keyword === 'properties';
    if (isEqual(withoutWords(then, isMap), withoutWords(now, isMap))) continue;
    if (isObject(then) && isSaidAlike(innerOf(desk.base, keyword), innerOf(desk.revision, keyword))) continue;
    const reason = `\`${keyword}\` says nothing of values of the type ${[...types].join(' or ')}: one of them is a mistake`;
    for (const relation of relationsOf(then, now, narrows)) tell(desk, relation, keyword, then, now, reason);
  }
  compareForeign(desk);
}

/** Keywords of OpenAPI 3.0 that later versions do not read, though many still write them. */
function compareForeign(desk: Desk): void {
  if ([...desk.base, ...desk.revision].every(({ tree }) => tree.isOld)) return;
  for (const [keyword, isNarrow] of [
    ['nullable', false],
    ['exclusiveMinimum', true],
    ['exclusiveMaximum', true],
  ] as const) {
    const [then, now] = [desk.base, desk.revision].map(
      (schema) =>
        schema.some(({ tree }) => !tree.isOld) && partsOf(schema).some(({ value }) => value?.[keyword] === true),
    ) as [boolean, boolean];
    if (then === now) continue;
    const reason = `\`${keyword}: true\` is of OpenAPI 3.0, and says nothing in later versions`;
    tell(desk, now === isNarrow ? 'narrowed' : 'widened', keyword, then, now, reason);
  }
}

function tell(desk: Desk, relation: Relation, keyword: string, then: Json, now: Json, unknown: string): void {
  const words = `may ${relation === 'narrowed' ? 'no longer be' : 'be more than'} what it was: \`${keyword}\` is ${shown(now)}, was ${shown(then)}`;
  desk.add({ levels: levelsOf[relation], rule: 'idle', keyword, words: { request: words, response: words }, unknown });
}

const shown = (value: Json): string => {
  const text = JSON.stringify(value) ?? 'none';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** What a schema says under a keyword whose value is a schema, too, or a map of them. */
const innerOf = (schema: Schema, keyword: string): Schema => partsOf(schema).flatMap((part) => schemaAt(part, keyword));

const idle = new Set<Json>([0, false]);

/** What a keyword says; nothing, where it says what holds anyway. */
function valueOf(schema: Schema, keyword: string): Json {
  const value = partsOf(schema)
    .map((part) => (isObject(part.value) ? part.value[keyword] : undefined))
    .find((one) => one !== undefined);
  return idle.has(value) ? undefined : value;
}

function relationsOf(then: Json, now: Json, narrows: 'more' | 'less' | 'any'): Relation[] {
  if (then === undefined) return ['narrowed'];
  if (now === undefined) return ['widened'];
  if (narrows === 'any') return ['narrowed', 'widened'];
  return [now > then === (narrows === 'more') ? 'narrowed' : 'widened'];
}
