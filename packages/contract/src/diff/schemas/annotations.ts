import type { Json } from '@cc-gateway/spec';
import { isObject } from '../reading/node.ts';
import type { Level } from './level.ts';
import type { Direction } from './finding.ts';
import { partsOf, type Schema } from './schema.ts';
import { retirementsOf } from './retirement.ts';
import { encodingOf, mediaTypeOf, xmlOf } from './spelling.ts';
import { isEqual, type Desk } from './unit.ts';
import { isSameDialect, otherDialect } from './dialects.ts';

/** What no value shows, by keyword, each a break both ways: what is meant by it, whatever its spelling and that of the other side. */
const meant: Record<string, { rule: string; meaning: (said: Json, other: Json, schema: Schema) => Json }> = {
  contentEncoding: { rule: 'content-encoding', meaning: encodingOf },
  contentMediaType: { rule: 'content-encoding', meaning: mediaTypeOf },
  xml: { rule: 'xml', meaning: ({ xml }, _, [node]) => xmlOf(xml, node) },
};

const words = ['description', 'title', 'example', 'examples', 'externalDocs', '$comment'];

/** Compares what no value shows: defaults, encodings, words, extensions. */
export function compareAnnotations(desk: Desk): void {
  const [then, now] = [saidIn(desk.base), saidIn(desk.revision)];
  const add = (keyword: string, rule: string, levels: Partial<Record<Direction, Level>>): void => {
    const what = `changed its ${keyword} from ${shown(then[keyword])} to ${shown(now[keyword])}`;
    desk.add({ levels, rule, keyword, words: { request: what, response: what } });
  };
  if (!isEqual(then.default, now.default)) {
    add('default', 'default', { request: then.default === undefined ? 'minor' : 'major', response: 'patch' });
  }
  for (const [keyword, { rule, meaning }] of Object.entries(meant)) {
    if (!isEqual(meaning(then, now, desk.base), meaning(now, then, desk.revision)))
      add(keyword, rule, { request: 'major', response: 'major' });
  }
  if (!isSameDialect(then.$schema, now.$schema)) {
    const what = `is of the dialect ${shown(now.$schema)}, was of ${shown(then.$schema)}`;
    desk.add({
      levels: { request: 'minor', response: 'minor' },
      rule: 'dialect',
      keyword: '$schema',
      words: { request: what, response: what },
      unknown: otherDialect,
    });
  }
  for (const { level, rule, says, keyword } of retirementsOf(then, now))
    desk.add({
      levels: { request: level, response: level },
      rule,
      keyword,
      words: { request: says, response: says },
    });
  compareWords(desk, then, now);
  compareExtensible(desk, then['x-extensible-enum'], now['x-extensible-enum']);
}

/** What the parts of a schema say beside their rules, the outer ones first. */
const saidIn = (schema: Schema): Json =>
  Object.assign(
    {},
    ...partsOf(schema)
      .map(({ value }) => value)
      .filter(isObject)
      .toReversed(),
  );

const shown = (value: Json): string => {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** The keywords that are compared by rules of their own; others are words to every program. */
const keywords = new Set(
  `type enum const default nullable readOnly writeOnly deprecated discriminator xml format pattern minLength maxLength minimum maximum
  exclusiveMinimum exclusiveMaximum multipleOf items prefixItems contains minContains maxContains minItems maxItems uniqueItems
  properties required additionalProperties patternProperties propertyNames minProperties maxProperties dependentRequired dependentSchemas
  allOf anyOf oneOf not if then else unevaluatedItems unevaluatedProperties contentEncoding contentMediaType contentSchema
  $ref $defs definitions $id $anchor $dynamicRef $dynamicAnchor $schema description title example examples externalDocs $comment`.split(
    /\s+/u,
  ),
);

const ours = /^x-(?:success|tolerated|extensible-enum|stability-level|sunset)$/u;

function compareWords(desk: Desk, then: Json, now: Json): void {
  const extensions = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter(
    (key) => !keywords.has(key) && !ours.test(key),
  );
  const changed = [...words, ...extensions].filter((key) => !isEqual(then[key], now[key]));
  if (changed.length === 0) return;
  const what = `says other words in its ${changed.join(', ')}`;
  desk.add({
    levels: { request: 'patch', response: 'patch' },
    rule: 'words',
    keyword: changed[0]!,
    words: { request: what, response: what },
  });
}

/** A list that its writer means to grow: readers take what they do not know, callers rely on what they send. */
function compareExtensible(desk: Desk, then: Json = [], now: Json = []): void {
  if (!Array.isArray(then) || !Array.isArray(now) || isEqual(then, now)) return;
  const lost = then.filter((value) => !now.some((other) => isEqual(value, other)));
  const gained = now.filter((value: Json) => !then.some((other) => isEqual(value, other)));
  const tell = (values: Json[], levels: Record<Direction, Level>, verb: string): void => {
    if (values.length === 0) return;
    const what = `${verb} ${values.map(shown).join(', ')} in its x-extensible-enum`;
    desk.add({
      levels,
      rule: 'extensible-enum',
      keyword: 'x-extensible-enum',
      words: { request: what, response: what },
    });
  };
  if (then.length > 0) tell(lost, { request: 'major', response: 'minor' }, 'no longer has');
  tell(gained, { request: 'minor', response: 'minor' }, 'now has');
}
