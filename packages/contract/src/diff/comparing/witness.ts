import { candidates } from './candidates.ts';
import { isPlain, itemsOf, membersOf, type Declared } from './parts.ts';
import type { Side } from '../reading/world.ts';

/** Told where no value was found that the first schema takes. */
export const unreadable = Symbol('no valid value was found');

/** A value that `from` takes and `to` does not. */
export function witness(
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

/** Tells values whose verdict is the schema's own, and not that of a member or item which is compared by itself. */
export function ownTo({ base, revision }: { base: Side; revision: Side }): (value: unknown) => boolean {
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
