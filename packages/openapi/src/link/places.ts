import { pointerTo } from '../pointer.ts';

/** Where a part of a document stands. */
export interface Place {
  /** The address of the file; empty where the document was never in one. */
  file: string;
  /** A JSON pointer in that file, as a URI fragment. */
  pointer: string;
}

/** One step from the root of a file to a part; the root's own step has no key. */
export interface Step {
  up: Step | string;
  key?: string;
}

const steps = new WeakMap<object, Step>();

/** Where the root of a file is. */
export const rootOf = (file: string): Step => ({ up: file });

/** The step from `up` to one of its members. */
export const stepTo = (up: Step, key: string): Step => ({ up, key });

/** The step from the root of a file down to a place. */
export const stepDown = (file: string, keys: readonly string[]): Step => keys.reduce(stepTo, rootOf(file));

/** Notes where a part stands; the first word counts. */
export function setPlace(part: object, step: Step): void {
  if (!steps.has(part)) steps.set(part, step);
}

/** Has a part taken for another: it stands where that stands. */
export function copyPlace(copy: object, original: object): void {
  const step = steps.get(original);
  if (step) setPlace(copy, step);
}

/** Where an object or a list of a document that was read stands; undefined for what is no part of one. */
export function placeOf(part: unknown): Place | undefined {
  const step = typeof part === 'object' && part !== null ? steps.get(part) : undefined;
  return step && written(step);
}

/** A step, written out. */
export function written(step: Step): Place {
  const { file, keys } = wayTo(step);
  return { file, pointer: pointerTo(...keys) };
}

/** The file of a step, and the keys that lead to it from the root. */
export function wayTo(step: Step): { file: string; keys: string[] } {
  const keys: string[] = [];
  let at: Step | string = step;
  while (typeof at === 'object') {
    if (at.key !== undefined) keys.push(at.key);
    at = at.up;
  }
  return { file: at, keys: keys.toReversed() };
}
