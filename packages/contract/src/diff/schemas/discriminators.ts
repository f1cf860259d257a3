import type { Json } from '@cc-gateway/spec';
import type { Direction } from './finding.ts';
import type { Level } from './level.ts';
import { discriminatorOf, tagsOf } from './subtypes.ts';
import type { Desk } from './unit.ts';

const shown = (value: Json): string => JSON.stringify(value) ?? 'none';

/** Compares what tells subtypes apart: the member, and which of its values stand for subtypes. */
export function compareDiscriminators(desk: Desk): void {
  const [then, now] = [discriminatorOf(desk.base), discriminatorOf(desk.revision)];
  if (!then && !now) return;
  const tell = (levels: Record<Direction, Level>, what: string): void =>
    desk.add({
      levels,
      rule: 'discriminator',
      keyword: 'discriminator',
      words: { request: what, response: what },
      base: then?.part,
      revision: now?.part,
    });
  if (!then) return tell({ request: 'minor', response: 'minor' }, 'has a discriminator now');
  // What is sent may be of any subtype still; who reads answers chose by it.
  if (!now) return tell({ request: 'minor', response: 'major' }, 'has lost its discriminator');
  if (then.name !== now.name)
    return tell({ request: 'major', response: 'major' }, `is told by ${shown(now.name)}, was by ${shown(then.name)}`);
  compareTags(tell, desk);
  for (const [name, before] of Object.entries(then.mapping)) {
    const after = now.mapping[name];
    // The schemas themselves are compared as what they stand for.
    if (after !== undefined && before !== after)
      tell({ request: 'patch', response: 'patch' }, `maps ${shown(name)} to ${shown(after)}, was ${shown(before)}`);
  }
}

/** A name that is no longer understood breaks who sends it and, where another came for it, who reads it. */
function compareTags(tell: (levels: Record<Direction, Level>, what: string) => void, desk: Desk): void {
  const [then, now] = [tagsOf(desk.base), tagsOf(desk.revision)];
  const lost = [...then.used].filter((name) => !now.understood.has(name));
  const gained = [...now.used].filter((name) => !then.understood.has(name));
  for (const name of lost)
    tell({ request: 'major', response: gained.length > 0 ? 'major' : 'minor' }, `no longer maps ${shown(name)}`);
  for (const name of gained) tell({ request: 'minor', response: 'minor' }, `maps ${shown(name)}, too`);
}
