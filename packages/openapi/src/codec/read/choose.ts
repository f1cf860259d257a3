import type { Fault, Report, Test } from './faults.ts';
import type { Interpret, Sort } from './interpret.ts';
import type { Shape } from './shape.ts';
import { typed } from './typed.ts';

/** Reads a value from where it stands; undefined where nothing does. */
export type ReadValue<Source> = (source: Source, report: Report) => unknown;

/**
 * Reads a value by its schema: as one of the sorts that the schema has. Where it leaves a choice (of sorts, of
 * alternatives), the first reading that the test takes is the value.
 */
export function chosen<Source>(
  shape: Shape,
  sortsOf: (source: Source) => Sort[],
  interpret: Interpret<Source>,
  test: Test | undefined,
): ReadValue<Source> {
  const shapes = test ? [shape, ...shape.branches] : [shape];
  return (source, report) => {
    const sorts = sortsOf(source);
    if (sorts.length === 1 && shapes.length === 1) {
      const raw = interpret(sorts[0]!, source, report);
      return raw === undefined ? undefined : typed(raw, shape, report);
    }
    let best: { value: unknown; faults: Fault[] } | undefined;
    for (const sort of sorts) {
      for (const each of shapes) {
        const faults: Fault[] = [];
        const take: Report = (pointer, message) => void faults.push({ pointer, message });
        const raw = interpret(sort, source, take);
        const value = raw === undefined ? undefined : typed(raw, each, take);
        if (value === undefined && faults.length === 0) continue;
        const isKept = faults.length === 0 && (test === undefined || test(value).length === 0);
        if (isKept) return value;
        if (best === undefined || faults.length < best.faults.length) best = { value, faults };
      }
    }
    for (const { pointer, message } of best?.faults ?? []) report(pointer, message);
    return best?.value;
  };
}

/** The sorts of value that a schema has; of a silent one a text, or what `silent` tells. */
export function sortsOf({ types, isSilent }: Shape, silent: Sort[] = ['atom']): Sort[] {
  if (isSilent) return silent;
  const atoms = [...types].some((type) => type !== 'array' && type !== 'object');
  const sorts: (Sort | false)[] = [atoms && 'atom', types.has('array') && 'list', types.has('object') && 'object'];
  const found = sorts.filter((sort) => sort !== false);
  return found.length > 0 ? found : silent;
}
