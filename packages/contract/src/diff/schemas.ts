import { isDeepStrictEqual } from 'node:util';
import type { Difference, Level, Keys } from './changes.ts';
import { candidates } from './candidates.ts';
import { isPlain, itemsOf, membersOf, partsOf, type Declared } from './parts.ts';
import type { Side } from './world.ts';

/** Which way values go: `request` from clients to the provider, `response` back. */
export type Direction = 'request' | 'response';

/** A schema in both documents, and what it is of in plain words. */
export interface SchemaPair {
  base: Side;
  revision: Side;
  direction: Direction;
  what: string;
  /** From the roots of the documents. */
  baseKeys: Keys;
  keys: Keys;
}

/**
 * How the values of a schema change. A request that was valid must stay valid; an answer that is valid now must have been
 * valid before. Decided by a value that one side takes and the other does not; schemas that no value tells apart are the
 * same, however they are written.
 */
export function compareSchemas(pair: SchemaPair): Difference[] {
  const { base, revision, direction, what, keys } = pair;
  if (isDeepStrictEqual(base.schema, revision.schema)) return [];
  const inner = compareMembers(pair);
  const difference = (level: Level, rule: string, message: string): Difference => ({
    level,
    rule,
    message: `${what} ${message}`,
    place: { side: 'revision', keys },
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

const verbs = {
  request: { broken: 'no longer takes', loosened: 'now takes' },
  response: { broken: 'may now be', loosened: 'can no longer be' },
};

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

const unreadable = Symbol('no valid value was found');

/** A value that `from` takes and `to` does not. */
function witness(
  from: Side,
  to: Side,
  isOwn: (value: unknown) => boolean,
): { value: unknown } | typeof unreadable | undefined {
  const values = candidates(from, to);
  const valid = values.filter((value) => from.world.isValid(from.schema, value));
  if (valid.length === 0 && from.schema !== false) return unreadable;
  const found = valid.filter(isOwn).find((value) => to.world.isValid(to.schema, value) === false);
  return found === undefined ? undefined : { value: found };
}

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

/** Tells values whose verdict is the schema's own, and not that of a member or item which is compared by itself. */
function ownTo({ base, revision }: SchemaPair): (value: unknown) => boolean {
  if (!isPlain(base) || !isPlain(revision)) return () => true;
  const before = membersOf(base);
  const after = membersOf(revision);
  const isKept = (earlier: Declared, later: Declared, value: unknown): boolean =>
    base.world.isValid(earlier.schema, value) === revision.world.isValid(later.schema, value);
  const items = [itemsOf(base), itemsOf(revision)] as const;
  return (value) => {
    if (Array.isArray(value)) {
      const [earlier, later] = items;
      return !earlier || !later || value.every((item) => isKept(earlier, later, item));
    }
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([name, member]) => {
      const [earlier, later] = [before.get(name), after.get(name)];
      if (earlier && later) return isKept(earlier, later, member);
      return !earlier || later !== undefined;
    });
  };
}

/** What no value shows: defaults, and which way a member goes. */
function compareAnnotations({ base, revision, direction, what, keys }: SchemaPair): Difference[] {
  const [before, after] = [base, revision].map((side) =>
    Object.assign(
      {},
      ...partsOf(side)
        .filter(({ always }) => always)
        .map(({ schema }) => schema),
    ),
  );
  const difference = (level: Level, rule: string, message: string): Difference => ({
    level,
    rule,
    message: `${what} ${message}`,
    place: { side: 'revision', keys },
  });
  const differences: Difference[] = [];
  if (!isDeepStrictEqual(before.default, after.default)) {
    const level = direction === 'response' ? 'patch' : before.default === undefined ? 'minor' : 'major';
    const text = (value: unknown): string => (value === undefined ? 'none' : shown(value));
    differences.push(
      difference(level, 'default', `changed its default from ${text(before.default)} to ${text(after.default)}`),
    );
  }
  const closed = direction === 'request' ? 'readOnly' : 'writeOnly';
  if (before[closed] !== after[closed] && (before[closed] || after[closed])) {
    differences.push(
      difference(after[closed] ? 'major' : 'minor', closed, `${after[closed] ? 'became' : 'is no longer'} ${closed}`),
    );
  }
  return differences;
}
