import type { Json } from '@cc-gateway/spec';
import { child, isObject } from '../reading/node.ts';
import { compareMember } from './members.ts';
import { samplesOf } from './samples.ts';
import { schemaAt, type Schema } from './schema.ts';
import type { Slice } from './shape.ts';
import type { Desk } from './unit.ts';
import { changed, narrowed, widened } from './tell.ts';
import type { SlicePair } from './shape.ts';

import { isClosed, objectsOf, restOf, without, type Objects } from './members-of.ts';
/** Compares what two schemas ask of objects: each member, those that are not declared, names and counts. */
export function compareObjects(desk: Desk, { base, revision }: SlicePair): void {
  const [then, now] = [objectsOf(base), objectsOf(revision)];
  for (const name of new Set([...then.declared.keys(), ...now.declared.keys(), ...then.required, ...now.required]))
    compareMember(desk, then, now, name);
  comparePatterns(desk, then, now);
  compareRest(desk, then, now);
  compareNames(desk, base, revision);
  compareCounts(desk, then, now, narrowed, desk.base);
  compareCounts(desk, now, then, widened, desk.revision);
}

function compareRest(desk: Desk, then: Objects, now: Objects): void {
  // Closed by more than one part is closed.
  if ([then, now].every((side) => restOf(side).some(({ value }) => value === false))) return;
  if (isClosed(then) === isClosed(now)) return desk.into(restOf(then), restOf(now), 'other members');
  const more = (schema: Schema): Json[] =>
    samplesOf(schema, 'object').flatMap((seed) => ['a', 1, {}, []].map((value) => ({ ...seed, another: value })));
  if (isClosed(now))
    narrowed(desk, 'closed', 'additionalProperties', changed(desk, 'additionalProperties'), more(desk.base));
  else widened(desk, 'closed', 'additionalProperties', changed(desk, 'additionalProperties'), more(desk.revision));
}

function comparePatterns(desk: Desk, then: Objects, now: Objects): void {
  for (const pattern of new Set([...then.patterns, ...now.patterns])) {
    const schemaOf = (objects: Objects): Schema => {
      const found = objects.slice.parts.flatMap((part) =>
        isObject(part.value?.patternProperties) && Object.hasOwn(part.value.patternProperties, pattern)
          ? [child(child(part, 'patternProperties'), pattern)]
          : [],
      );
      return found.length > 0 ? found : restOf(objects);
    };
    desk.into(schemaOf(then), schemaOf(now), `members like ${pattern}`);
  }
}

function compareNames(desk: Desk, base: Slice, revision: Slice): void {
  const of = ({ parts }: Slice): Schema =>
    parts.filter(({ value }) => isObject(value)).flatMap((part) => schemaAt(part, 'propertyNames'));
  const text = (schema: Schema): Schema => schema.map((node) => ({ ...node }));
  const [then, now] = [text(of(base)), text(of(revision))];
  if (then.length > 0 || now.length > 0) desk.into(onlyTexts(then, base), onlyTexts(now, revision), 'name of a member');
}

const string = { type: 'string' };

/** Names are texts, whatever is said of them. */
const onlyTexts = (schema: Schema, { parts }: Slice): Schema => [...schema, { ...parts[0]!, value: string }];

function compareCounts(desk: Desk, from: Objects, to: Objects, tell: typeof narrowed, schema: Schema): void {
  if (to.least > Math.max(from.least, from.required.size))
    tell(desk, 'members', 'minProperties', changed(desk, 'minProperties'), filled(schema, to.least - 1));
  if (to.most < from.most)
    tell(desk, 'members', 'maxProperties', changed(desk, 'maxProperties'), filled(schema, to.most + 1));
  for (const [name, others] of to.needed) {
    const more = [...others].filter((other) => !from.needed.get(name)?.has(other) && !from.required.has(other));
    if (more.length > 0)
      tell(
        desk,
        'dependent',
        'dependentRequired',
        changed(desk, 'dependentRequired'),
        samplesOf(schema, 'object').map((seed) => without({ ...seed, [name]: seed[name] ?? 'a' }, more)),
      );
  }
}

/** Objects with so many members, where they are few; the empty one first, and the others made when they are asked for. */
function* filled(schema: Schema, size: number): Iterable<Json> {
  yield {};
  if (size < 0 || size > 500) return;
  for (const seed of samplesOf(schema, 'object')) {
    const more = Array.from({ length: Math.max(0, size - Object.keys(seed).length) }, (_, index) => `member${index}`);
    yield { ...seed, ...Object.fromEntries(more.map((name) => [name, 'a'])) };
  }
}
