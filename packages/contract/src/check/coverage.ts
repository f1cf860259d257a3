import type { Control } from './control.ts';
import type { CheckOptions } from './options.ts';
import type { Coverage } from './report.ts';
import { rules } from './rules/catalogue.ts';

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

const mostNamed = 8;

/** Why the coverage is less than is demanded; undefined where it is not, or where one probe alone is replayed. */
export function uncovered(coverage: Coverage, { minCoverage, only }: CheckOptions): string | undefined {
  const { tried, of } = coverage;
  if (minCoverage === undefined || only !== undefined || (tried * 100) / of >= minCoverage) return undefined;
  const left = coverage.rules.filter(({ places }) => places === 0).map(({ name }) => name);
  const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : '';
  const received = `${Math.floor((tried * 1_000) / of) / 10} % (${tried} of ${of} rules)`;
  return `The coverage is ${received}, expected at least ${minCoverage} %. Not tried: ${left.slice(0, mostNamed).join(', ')}${more}.`;
}
