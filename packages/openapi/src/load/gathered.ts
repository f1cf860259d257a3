import type { Json } from '../json.ts';
import { absolute } from '../link/files.ts';
import { put } from '../link/put.ts';
import { keysOf, pointerTo } from '../pointer.ts';

/** Reads a file to which a place of another refers; undefined where it is left out. */
export type ReadPart = (address: string, from: string) => Promise<Json>;

/** The shared parts of a document that what stands behind a key may be; what stands deeper is of the same. */
const groups: Record<string, string> = {
  paths: 'paths',
  parameters: 'parameters',
  responses: 'responses',
  definitions: 'definitions',
  schema: 'definitions',
};
/** Keys that hold maps, in which any name may stand. */
const maps = new Set(['paths', 'parameters', 'responses', 'definitions', 'properties', 'headers']);
/** Keys that hold values. */
const data = new Set(['default', 'enum', 'example', 'examples']);

interface Visit {
  value: Json;
  /** The file in which it was written. */
  file: string;
  keys: string[];
  group: string;
  isMap: boolean;
}

/**
 * A document of Swagger 2.0 in one piece: what it refers to in other files is among its own shared parts, where the converter sees
 * it. The given objects are left as they are.
 */
export async function gathered(root: Json, url: string, read: ReadPart): Promise<Json> {
  const whole = structuredClone(root);
  const files = new Map<string, Json>([[url, root]]);
  const known = new Map<string, string>();
  const inlined = new Set<string>();
  const seen = new Set<object>();
  const todo: Visit[] = [{ value: whole, file: url, keys: [], group: 'definitions', isMap: false }];

  for (let visit = todo.pop(); visit; visit = todo.pop()) {
    const { value, file, keys, group, isMap } = visit;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (typeof value.$ref === 'string' && !isMap) {
      await replace(visit);
      continue;
    }
    for (const key of Object.keys(value)) {
      if (!isMap && (data.has(key) || key.startsWith('x-'))) continue;
      const inner = !isMap && Object.hasOwn(groups, key) ? groups[key]! : group;
      todo.push({
        value: value[key],
        file,
        keys: [...keys, key],
        group: inner,
        isMap: !isMap && maps.has(key) && !Array.isArray(value[key]),
      });
    }
  }
  return whole;

  async function replace(visit: Visit): Promise<void> {
    const { value, file, keys } = visit;
    const [, fragment = ''] = value.$ref.split('#', 2) as [string, string?];
    const address = value.$ref.startsWith('#') ? file : absolute(value.$ref, file);
    if (address === url) {
      value.$ref = `#${fragment}`;
      return;
    }
    const name = `${address}#${fragment}`;
    if (!known.has(name)) {
      if (!files.has(address)) files.set(address, await read(address, file + pointerTo(...keys)));
      const way = keysOf(fragment);
      const found = way.reduce<Json>((at, key) => at?.[key], files.get(address));
      if (typeof found !== 'object' || found === null) {
        // That it leads nowhere is told where references are followed.
        value.$ref = name;
        return;
      }
      const group = Object.hasOwn(groups, way[0] ?? '') ? groups[way[0]!]! : visit.group;
      const copy = structuredClone(found);
      if (group === 'paths') {
        const isCircle = inlined.has(name + pointerTo(...keys));
        if (isCircle) return;
        inlined.add(name + pointerTo(...keys));
        seen.delete(value);
        delete value.$ref;
        Object.assign(value, copy);
        todo.push({ ...visit, file: address });
        return;
      }
      known.set(name, placed(group, way.at(-1) ?? address.split('/').at(-1)!, copy));
      todo.push({ value: copy, file: address, keys: way, group, isMap: false });
    }
    value.$ref = known.get(name);
  }

  /** Puts a part among the shared ones, under a name that none of them has; gives its pointer. */
  function placed(group: string, name: string, part: Json): string {
    const parts = (whole[group] ??= {});
    let free = name;
    for (let count = 2; Object.hasOwn(parts, free); count += 1) free = `${name}${count}`;
    put(parts, free, part);
    return pointerTo(group, free);
  }
}
