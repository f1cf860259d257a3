import type { Json } from '@cc-gateway/spec';
import { accepts } from './accepts.ts';
import { isSealed, memberIn, restOf, without, type Objects } from './members-of.ts';
import { samplesOf } from './samples.ts';
import { isObject } from '../reading/node.ts';
import { partsOf, type Schema } from './schema.ts';
import { slicesOf } from './shape.ts';
import { isBothWays, wayOf, type Desk } from './unit.ts';
import type { Direction } from './finding.ts';

/** One member of an object on both sides. */
interface Member {
  name: string;
  base: Schema;
  revision: Schema;
  before: Objects;
  now: Objects;
}

/** Compares a member: whether it is declared and required, which way it goes, and its values. */
export function compareMember(desk: Desk, then: Objects, now: Objects, name: string): void {
  const member: Member = { name, base: memberIn(then, name), revision: memberIn(now, name), before: then, now };
  const [wasDeclared, isDeclared] = [then.declared.has(name), now.declared.has(name)];
  const [was, is] = [wayOf(member.base), wayOf(member.revision)];
  if (wasDeclared && isDeclared) {
    compareWays(desk, member, was, is);
    compareRequired(desk, member, was, is);
    const only = is ?? was;
    // What no longer goes this way is told as a whole.
    const isSent = then.required.has(name) && now.required.has(name);
    desk.into(member.base, member.revision, `member ${name}`, { only, isSent });
  } else if (wasDeclared) removed(desk, member, was);
  else if (isDeclared) added(desk, member, is);
  else compareRequired(desk, member, was, is);
}

const other: Record<Direction, Direction> = { request: 'response', response: 'request' };

function compareWays(
  desk: Desk,
  { name, before, now }: Member,
  was: Direction | undefined,
  is: Direction | undefined,
): void {
  if (was === is) return;
  const tell = (way: Direction, keyword: string, isClosed: boolean): void =>
    desk.add({
      levels: { [way]: isClosed || (way === 'request' && now.required.has(name)) ? 'major' : 'minor' },
      rule: keyword === 'readOnly' ? 'read-only' : 'write-only',
      keyword,
      words: {
        request: `member ${name} ${isClosed ? 'became' : 'is no longer'} ${keyword}`,
        response: `member ${name} ${isClosed ? 'became' : 'is no longer'} ${keyword}`,
      },
      base: before.declared.get(name),
      revision: now.declared.get(name),
    });
  if (is) tell(other[is], is === 'response' ? 'readOnly' : 'writeOnly', true);
  if (was) tell(other[was], was === 'response' ? 'readOnly' : 'writeOnly', false);
}

function compareRequired(
  desk: Desk,
  { name, before, now, base }: Member,
  was: Direction | undefined,
  is: Direction | undefined,
): void {
  if (before.required.has(name) === now.required.has(name)) return;
  const isNew = now.required.has(name);
  const way = is ?? was;
  const told = isNew
    ? {
        request: `its member ${name} became required`,
        response: `its member ${name} became required`,
      }
    : {
        request: `its member ${name} is no longer required`,
        response: `its member ${name} is no longer required`,
      };
  const witness = missing(isNew ? desk.base : desk.revision, isNew ? desk.revision : desk.base, name);
  if (isNew && isImpossible(base)) return;
  const levels = isNew
    ? ({ request: 'major', response: 'minor' } as const)
    : ({ request: 'minor', response: 'major' } as const);
  desk.add({
    levels: way ? { [way]: levels[way] } : levels,
    rule: isNew ? 'required-added' : 'required-removed',
    keyword: 'required',
    words: {
      request: `${isNew ? 'no longer takes' : 'now takes'} ${cut(witness)}: ${told.request}`,
      response: `${isNew ? 'can no longer be' : 'may now be'} ${cut(witness)}: ${told.response}`,
    },
    said: told.request,
    ...(witness === undefined ? {} : { witness: { value: witness } }),
    base: before.declared.get(name),
    revision: now.declared.get(name),
  });
}

const isImpossible = (schema: Schema): boolean => slicesOf(schema).size === 0;

/** An object without a member, which one side takes and the other does not. */
function missing(from: Schema, to: Schema, name: string): Json {
  const seeds = samplesOf(from, 'object').map((seed) => without(seed, [name]));
  return seeds.find((seed) => accepts(from, seed) === true && accepts(to, seed) === false);
}

const cut = (value: Json): string => {
  const text = value === undefined ? 'objects without it' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

/** Whether a schema asks for nothing, so that it is no description of an object any more. */
const isAnything = (schema: Schema): boolean => partsOf(schema).every(({ value }) => saysNothing(value));

const saysNothing = (value: Json): boolean => value === true || (isObject(value) && Object.keys(value).length === 0);

const isOpen = (objects: Objects): boolean => restOf(objects).every(({ value }) => saysNothing(value));

function removed(desk: Desk, member: Member, was: Direction | undefined): void {
  const { name, before, now, base, revision } = member;
  if (isImpossible(base) || isAnything(desk.revision)) return desk.into(base, revision, `member ${name}`);
  if (!isOpen(now) && !isSealed(now)) {
    // What is said of all others holds for it now.
    desk.into(base, revision, `member ${name}`, { only: was });
    return compareRequired(desk, member, was, undefined);
  }
  const isNowhere = isBothWays(base);
  desk.add({
    levels: isNowhere
      ? { request: 'minor', response: 'minor' }
      : { [was ?? 'request']: 'major', [was ?? 'response']: 'major' },
    rule: 'member-removed',
    keyword: 'properties',
    words: { request: `has lost its member ${name}`, response: `has lost its member ${name}` },
    ...(isNowhere && {
      unknown: 'it was readOnly and writeOnly at once, which is no way at all: one of them is a mistake',
    }),
    base: before.declared.get(name),
  });
  if (isNowhere) return;
  if (now.required.has(name) !== before.required.has(name) && now.required.has(name))
    compareRequired(desk, member, was, undefined);
}

function added(desk: Desk, member: Member, is: Direction | undefined): void {
  const { name, before, now, base, revision } = member;
  if (isImpossible(revision)) {
    if (!isImpossible(base)) desk.into(base, revision, `member ${name}`);
    return;
  }
  const wasRefused = isSealed(before);
  if (!isOpen(before) && !wasRefused) {
    desk.into(base, revision, `member ${name}`, { only: is });
    return compareRequired(desk, member, undefined, is);
  }
  const isRequired = now.required.has(name) && !before.required.has(name);
  const shown = wasRefused
    ? samplesOf(desk.revision, 'object').find(
        (value) => Object.hasOwn(value, name) && accepts(desk.base, value) === false,
      )
    : undefined;
  const levels = { request: isRequired ? 'major' : 'minor', response: wasRefused ? 'major' : 'minor' } as const;
  const what = `has a new${isRequired ? ' required' : ''} member ${name}`;
  const witness = isRequired ? missing(desk.base, desk.revision, name) : undefined;
  desk.add({
    levels: is ? { [is]: levels[is] } : levels,
    rule: isRequired ? 'required-member-added' : 'member-added',
    keyword: 'properties',
    words: {
      request: isRequired ? `${what}: it no longer takes ${cut(witness)}` : what,
      response: wasRefused ? `${what}, may now be ${cut(shown ?? { [name]: 'a' })}: other members were refused` : what,
    },
    said: what,
    ...((witness ?? shown) === undefined ? {} : { witness: { value: witness ?? shown } }),
    revision: now.declared.get(name),
  });
}
