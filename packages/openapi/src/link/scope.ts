import type { Json } from '../json.ts';
import type { Setting } from './files.ts';
import { within, type Shape } from './grammar.ts';
import type { Target } from './resolve.ts';
import type { Step } from './places.ts';

/** What `$dynamicRef` leads to, by anchors, seen from the outermost schema on the way. */
export interface Scope {
  /** The same for the same anchors; empty where there are none. */
  id: string;
  anchors: ReadonlyMap<string, Target>;
}

/** Outside of every schema with dynamic anchors. */
export const noScope: Scope = { id: '', anchors: new Map() };

/** Gives the scope inside of a schema to which a reference leads: its own dynamic anchors, and before them those from outside. */
export function createScopes(): (outer: Scope, schema: Json, setting: Setting, step: Step) => Scope {
  const ids = new Map<object, number>();
  const known = new Map<string, Scope>();
  const anchorsOf = new WeakMap<object, Map<string, Target>>();
  return (outer, schema, setting, step) => {
    let own = anchorsOf.get(schema);
    if (!own) anchorsOf.set(schema, (own = dynamicAnchors(schema, setting, step)));
    const fresh = [...own].filter(([name]) => !outer.anchors.has(name));
    if (fresh.length === 0) return outer;
    const anchors = new Map([...outer.anchors, ...fresh]);
    const id = [...anchors]
      .map(([name, { raw }]) => {
        if (!ids.has(raw)) ids.set(raw, ids.size);
        return `${name}=${ids.get(raw)}`;
      })
      .toSorted()
      .join(' ');
    let scope = known.get(id);
    if (!scope) known.set(id, (scope = { id, anchors }));
    return scope;
  };
}

/** The dynamic anchors in a schema, as far as no reference has to be followed. */
function dynamicAnchors(schema: Json, setting: Setting, step: Step): Map<string, Target> {
  const found = new Map<string, Target>();
  const visit = (raw: Json, shape: Shape, at: Step): void => {
    if (typeof raw !== 'object' || raw === null || shape.kind !== 'schema') return;
    if (shape.around.length === 0) {
      // The anchor without a name is that of 2019-09.
      const name: unknown = raw.$recursiveAnchor === true ? '' : raw.$dynamicAnchor;
      if (typeof name === 'string' && !found.has(name)) found.set(name, { raw, setting, step: at });
      if (raw !== schema && typeof raw.$id === 'string') return;
    }
    for (const key of Object.keys(raw)) visit(raw[key], within(shape, key), { up: at, key });
  };
  visit(schema, { kind: 'schema', around: [] }, step);
  return found;
}
