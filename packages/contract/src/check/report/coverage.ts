import type { Control } from '../engine/control.ts';
import type { Coverage } from './report.ts';
import { rules } from '../answers/rules/catalogue.ts';

/** Where each rule was tried. */
export function coverageOf(tried: ReadonlyMap<string, ReadonlySet<string>>, controls: Control[]): Coverage {
  const each = rules.map(({ name }) => ({ name, places: tried.get(name)?.size ?? 0 }));
  return {
    rules: each,
    tried: each.filter(({ places }) => places > 0).length,
    of: rules.length,
    places: each.reduce((sum, { places }) => sum + places, 0),
    isRefusalsOnly: !controls.some(({ state }) => state === 'accepted'),
  };
}
