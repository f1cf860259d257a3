import type { Relation } from './finding.ts';
import type { Schema } from './schema.ts';
import type { Desk, Unit } from './unit.ts';

/** How many pairs are looked at before the answer is no. */
const most = 24;

/** Whether nothing inside a pair takes fewer values than before, or more. */
export function includes(desk: Desk, [base, revision]: [Schema, Schema], relation: Relation): boolean {
  const seen = new Set<Unit>();
  const queue = [desk.units.settled(base, revision, most)];
  for (let unit = queue.pop(); unit; unit = queue.pop()) {
    if (seen.has(unit)) continue;
    seen.add(unit);
    if (seen.size >= most) return false;
    if (unit.findings.some(({ levels }) => levels[relation === 'narrowed' ? 'request' : 'response'] === 'major'))
      return false;
    for (const edge of unit.edges) {
      if (edge.polarity !== 'same') return false;
      queue.push(edge.unit);
    }
  }
  return true;
}
