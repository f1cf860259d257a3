import { isDeepStrictEqual } from 'node:util';
import { shown, type Difference, type Level } from './changes.ts';
import type { Json } from '@cc-gateway/spec';
import { compareAnnotations } from './annotations.ts';
import { isPlain, itemsOf, membersOf, type Declared } from './parts.ts';
import type { Keys } from '../reading/keys.ts';
import type { SchemaPair } from './schema-pair.ts';
import { ownTo, unreadable, witness } from './witness.ts';

/**
 * How the values of a schema change. A request that was valid must stay valid; an answer that is valid now must have been
 * valid before. Decided by a value that one side takes and the other does not; schemas that no value tells apart are the
 * same, however they are written.
 */
export function compareSchemas(pair: SchemaPair): Difference[] {
  const { base, revision, direction, what, keys, within = [] } = pair;
  if (isDeepStrictEqual(base.world.inFull(base.schema), revision.world.inFull(revision.schema))) return [];
  const references = [base, revision].map(({ schema }) => schema?.$ref ?? '').join(' ');
  if (within.includes(references)) return [];
  const inner = compareMembers({ ...pair, within: references === ' ' ? within : [...within, references] });
  const difference = (level: Level, rule: string, message: string): Difference => ({
    level,
    rule,
    message: `${what} ${message}`,
    place: { side: 'revision', keys: [...keys, ...changedKeyword(base.schema, revision.schema)] },
  });
  const [from, to] = direction === 'request' ? [base, revision] : [revision, base];
  const isOwn = ownTo(pair);
  const broken = witness(from, to, isOwn);
  const loosened = witness(to, from, isOwn);
  const own: Difference[] = [];
  if (broken === unreadable) own.push(difference('major', 'schema', 'cannot be compared: no valid value was found'));
  else if (broken) own.push(difference('major', 'schema', `${verbs[direction].broken} ${shown(broken.value)}`));
  if (loosened && loosened !== unreadable) {
    own.push(difference('minor', 'schema', `${verbs[direction].loosened} ${shown(loosened.value)}`));
  }
  return [...inner, ...own, ...compareAnnotations(pair)];
}

/** The first keyword that is new or has another value, but for those whose members are compared by themselves. */
function changedKeyword(before: Json, after: Json): Keys {
  const keyword = Object.keys(after ?? {}).find(
    (key) => !/^(properties|items|description)$/u.test(key) && !isDeepStrictEqual(before?.[key], after[key]),
  );
  return keyword === undefined ? [] : [keyword];
}

const verbs = {
  request: { broken: 'no longer takes', loosened: 'now takes' },
  response: { broken: 'may now be', loosened: 'can no longer be' },
};

/** What the members of objects and the items of arrays contribute; compared where both sides have them. */
function compareMembers(pair: SchemaPair): Difference[] {
  const { base, revision } = pair;
  const before = membersOf(base);
  const after = membersOf(revision);
  const differences: Difference[] = [];
  for (const [name, { keys }] of before) {
    if (after.has(name)) continue;
    const place = { side: 'base', keys: [...pair.baseKeys, ...keys] } as const;
    differences.push({
      level: 'major',
      rule: 'member-removed',
      message: `${pair.what} has lost its member ${name}`,
      place,
    });
  }
  for (const [name, { keys }] of after) {
    if (before.has(name)) continue;
    const place = { side: 'revision', keys: [...pair.keys, ...keys] } as const;
    differences.push({ level: 'minor', rule: 'member-added', message: `${pair.what} has a new member ${name}`, place });
  }
  if (!isPlain(base) || !isPlain(revision)) return differences;
  for (const [name, earlier] of before) {
    const later = after.get(name);
    if (later) differences.push(...compareSchemas(childOf(pair, earlier, later, `${pair.what} member ${name}`)));
  }
  const earlier = itemsOf(base);
  const later = itemsOf(revision);
  if (earlier && later) differences.push(...compareSchemas(childOf(pair, earlier, later, `${pair.what} item`)));
  return differences;
}

const childOf = (pair: SchemaPair, earlier: Declared, later: Declared, what: string): SchemaPair => ({
  ...pair,
  what,
  base: { ...pair.base, schema: earlier.schema },
  revision: { ...pair.revision, schema: later.schema },
  baseKeys: [...pair.baseKeys, ...earlier.keys],
  keys: [...pair.keys, ...later.keys],
});
