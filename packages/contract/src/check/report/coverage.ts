import type { Course } from '../engine/all-operations.ts';
import type { EngineRun } from '../engine/run.ts';
import type { Coverage } from './report.ts';
import { rules } from '../answers/rules/catalogue.ts';

/** Where each rule was tried, and how deep each operation. */
export function coverageOf(
  { contract, pace }: Pick<EngineRun, 'contract' | 'pace'>,
  tried: ReadonlyMap<string, ReadonlySet<string>>,
  { controls, depths }: Course,
): Coverage {
  const each = rules.map(({ name }) => ({ name, places: tried.get(name)?.size ?? 0 }));
  const operations = contract.operations.map((operation) => ({
    name: operation.id,
    depth: depths.get(operation) ?? ('nothing' as const),
    requests: pace.requests(operation) - pace.forAll(operation),
  }));
  return {
    rules: each,
    tried: each.filter(({ places }) => places > 0).length,
    of: rules.length,
    places: each.reduce((sum, { places }) => sum + places, 0),
    operations,
    requestsForAll: pace.forAll(),
    exercised: operations.filter(({ depth }) => depth !== 'nothing').length,
    isRefusalsOnly: !controls.some(({ state }) => state === 'accepted'),
  };
}
