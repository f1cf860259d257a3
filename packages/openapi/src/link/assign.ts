import type { Json } from '../json.ts';
import { shared } from './marks.ts';
import { cacheOf, inside, objectFor } from './objects.ts';
import { setPlace } from './places.ts';
import { put } from './put.ts';
import type { Found, Target } from './resolve.ts';
import type { State } from './state.ts';
import { isPure, isReference, isSchema, tried, type View } from './view.ts';
import { isNote, wrapped } from './words.ts';

/** Sets `holder[key]` to what `raw` is, now, or when the file has been read to which it leads. */
export function assign(state: State, holder: Json, key: string, raw: Json, given: View): void {
  if (typeof raw !== 'object' || raw === null || given.shape.kind === 'data') {
    if (typeof raw === 'object' && raw !== null) setPlace(raw, given.step);
    return put(holder, key, raw);
  }
  const view = inside(state, raw, given);
  const isAlone = isReference(raw, view) && isPure(view.shape)(raw, view.setting);
  if (!isAlone) return put(holder, key, valueOf(state, raw, view));
  const found = followed(state, raw, view);
  if (!found) return put(holder, key, objectFor(state, raw, view));
  if (!('missing' in found)) return put(holder, key, targetOf(state, found, view));
  // The order of the members stays.
  put(holder, key, undefined);
  const again = (): void => assign(state, holder, key, raw, given);
  const isNeeded = view.shape.kind !== 'any';
  state.waiting.push({ address: found.missing, from: view.step, isNeeded, again });
}

/** The object that stands for what a reference leads to. */
export function targetOf(state: State, { raw, setting, step }: Target, { shape, scope }: View): Json {
  if (typeof raw !== 'object' || raw === null) return raw;
  const object = valueOf(state, raw, inside(state, raw, { shape, setting, scope, step }));
  if (isSchema(shape)) shared.add(object);
  return object;
}

/** What a reference leads to. Where anything may stand, undefined for what is no reference after all. */
function followed({ resolver }: State, raw: Json, { shape, setting, scope, step }: View): Found | undefined {
  if (typeof raw.$ref !== 'string') {
    const name: string = raw.$dynamicRef ?? raw.$recursiveRef;
    const anchor = name.slice(name.indexOf('#') + 1);
    // Where it leads nowhere, it stays: the schema cannot be compiled, and the rest of the document can.
    return scope.anchors.get(anchor) ?? tried(() => resolver.find(name, setting, step, isPure(shape)));
  }
  if (shape.kind !== 'any') return resolver.find(raw.$ref, setting, step, isPure(shape));
  return tried(() => resolver.find(raw.$ref, setting, step, isPure(shape)));
}

/** The object that stands for `raw`; for a reference with members beside it, one that joins the two. */
function valueOf(state: State, raw: Json, view: View): Json {
  if (!isReference(raw, view)) return objectFor(state, raw, view);
  const cache = cacheOf(state, view);
  let value = cache.get(raw);
  if (!value) cache.set(raw, (value = joined(state, raw, view)));
  return value;
}

function joined(state: State, raw: Json, view: View): Json {
  const { $ref, $dynamicRef, $recursiveRef, ...siblings } = raw;
  const references = Object.entries({ $ref, $dynamicRef, $recursiveRef })
    .filter(([, value]) => value !== undefined)
    .map((entry) => Object.fromEntries([entry]));
  for (const each of references) wrapped.add(each);
  const [reference, another] = references;
  if (isSchema(view.shape) && (another || !Object.keys(siblings).every(isNote))) {
    const parts = [...(siblings.allOf ?? []), ...references];
    if (!siblings.allOf) wrapped.add(parts);
    return objectFor(state, { ...siblings, allOf: parts }, view);
  }
  const slot: Json = {};
  const object = state.merges.of(objectFor(state, siblings, view), () => slot.target, view.step);
  // It may be met again on the way to what it refers to.
  cacheOf(state, view).set(raw, object);
  assign(state, slot, 'target', reference, view);
  return object;
}
