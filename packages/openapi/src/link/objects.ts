import type { Json } from '../json.ts';
import { settingIn } from './files.ts';
import { within } from './grammar.ts';
import { noteDiscriminator } from './mapping.ts';
import { misunderstood } from './marks.ts';
import { setPlace } from './places.ts';
import { noScope } from './scope.ts';
import type { State } from './state.ts';
import { isPure, isSchema, tried, type View } from './view.ts';
import { reworded, wrapped } from './words.ts';

/** The view from inside of an object: a schema may have a base, a dialect and dynamic anchors of its own. */
export function inside({ hasDynamic, scopeIn }: State, raw: Json, view: View): View {
  if (!isSchema(view.shape)) return view;
  const setting = settingIn(view.setting, raw);
  return hasDynamic ? { ...view, setting, scope: scopeIn(view.scope, raw, setting, view.step) } : { ...view, setting };
}

/** What was made of objects that are seen so. */
export function cacheOf({ known }: State, { shape, scope }: View): WeakMap<object, Json> {
  const name = `${shape.kind} ${shape.around.join('')} ${scope.id}`;
  let cache = known.get(name);
  if (!cache) known.set(name, (cache = new WeakMap()));
  return cache;
}

/** The object that stands for `raw`, which is no reference; it is filled later. */
export function objectFor(state: State, raw: Json, view: View): Json {
  const cache = cacheOf(state, view);
  let object = cache.get(raw);
  if (object) return object;
  object = Array.isArray(raw) ? [] : {};
  cache.set(raw, object);
  setPlace(object, view.step);
  state.todo.push(() => fill(state, object, raw, view));
  return object;
}

function fill(state: State, object: Json, given: Json, view: View): void {
  const { shape, setting, scope, step } = view;
  let raw = given;
  let from: Record<string, string> = {};
  if (isSchema(shape) && !Array.isArray(given) && state.isReworded) {
    if (typeof setting.dialect === 'object') {
      misunderstood.set(object, `its dialect ${JSON.stringify(setting.dialect.unknown)} is not known`);
    } else ({ schema: raw, from = {} } = reworded(given, setting.dialect));
    // A mapping brings no file along: it is looked at when all files are there.
    noteDiscriminator(object, raw, (reference, deliver) => {
      state.last.push(() => deliver(mapped(state, reference, view)));
    });
  }
  for (const key of Object.keys(raw)) {
    const inner = wrapped.has(raw[key]) ? step : { up: step, key: from[key] ?? key };
    state.assign(object, key, raw[key], { shape: within(shape, key), setting, scope, step: inner });
  }
}

/** The schema that a mapping names; undefined where it leads nowhere. */
function mapped(state: State, reference: string, view: View): Json {
  const found = tried(() => state.resolver.find(reference, view.setting, view.step, isPure(view.shape)));
  return found && !('missing' in found) ? state.targetOf(found, { ...view, scope: noScope }) : undefined;
}
