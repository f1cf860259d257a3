import type { Json } from '@cc-gateway/spec';
import type { Node } from '../reading/node.ts';
import type { Direction } from './finding.ts';
import type { Level } from './level.ts';
import { partsOf, type Schema } from './schema.ts';
import type { Desk } from './unit.ts';

const shown = (value: Json): string => JSON.stringify(value) ?? 'none';

/** Compares what tells subtypes apart: the member, and which of its values stands for which. */
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
  if (!now) return tell({ request: 'major', response: 'major' }, 'has lost its discriminator');
  if (then.name !== now.name)
    tell({ request: 'major', response: 'major' }, `is told by ${shown(now.name)}, was by ${shown(then.name)}`);
  for (const name of new Set([...Object.keys(then.mapping), ...Object.keys(now.mapping)])) {
    const [before, after] = [then.mapping[name], now.mapping[name]];
    if (before === after) continue;
    if (before === undefined) tell({ request: 'minor', response: 'minor' }, `maps ${shown(name)} to ${shown(after)}`);
    else if (after === undefined) tell({ request: 'major', response: 'major' }, `no longer maps ${shown(name)}`);
    // The schemas themselves are compared as what they stand for.
    else tell({ request: 'patch', response: 'patch' }, `maps ${shown(name)} to ${shown(after)}, was ${shown(before)}`);
  }
}

/** The name that tells subtypes apart, and what stands for which. */
export function discriminatorOf(
  schema: Schema,
): { name: string; mapping: Record<string, string>; part: Node } | undefined {
  const part = partsOf(schema).find(({ value }) => typeof value?.discriminator?.propertyName === 'string');
  return part && { name: part.value.discriminator.propertyName, mapping: part.value.discriminator.mapping ?? {}, part };
}
