import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { discriminators, misunderstood } from './marks.ts';
import { setPlace, written, type Step } from './places.ts';
import { put } from './put.ts';

interface Merge {
  own: Json;
  target: () => Json;
  step: Step;
  state: 'waiting' | 'open' | 'done';
}

/** What references with members of their own beside them become, when all else is there. */
export function createMerges() {
  const merges = new Map<object, Merge>();
  const settle = (object: object): void => {
    const merge = merges.get(object);
    if (!merge || merge.state === 'done') return;
    const { own, step } = merge;
    const target = merge.target();
    if (merge.state === 'open') {
      const { file, pointer } = written(step);
      throw new DocumentError(`${file}${pointer}: $ref goes in a circle and leads nowhere.`);
    }
    merge.state = 'open';
    if (typeof target === 'object' && target !== null) settle(target as object);
    const base = target === false ? { not: {} } : target === true ? {} : target;
    for (const [key, value] of Object.entries({ ...base, ...own })) put(object, key, value);
    for (const marks of [misunderstood, discriminators] as WeakMap<object, unknown>[]) {
      const mark = marks.get(target);
      if (mark) marks.set(object, mark);
    }
    merge.state = 'done';
  };
  return {
    /** The object that will have the members of `target`, and over them those of `own`. */
    of(own: Json, target: () => Json, step: Step): Json {
      const object = {};
      setPlace(object, step);
      merges.set(object, { own, target, step, state: 'waiting' });
      return object;
    },
    settle(): void {
      for (const object of merges.keys()) settle(object);
    },
  };
}
