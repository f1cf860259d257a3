import type { Json } from '../json.ts';
import { keysOf, pointerTo } from '../pointer.ts';
import { absolute, type SourceFile } from './files.ts';
import { within, type Shape } from './grammar.ts';
import { put } from './put.ts';
import { isNote } from './words.ts';

/**
 * A document of several files as one: what stands in another file is put where it is first referred to, and referred to from
 * elsewhere. Of one file, that file.
 */
export function bundled(files: ReadonlyMap<string, SourceFile>): Json {
  const [main] = files.values();
  if (files.size === 1) return main!.root;
  const placed = new Map<string, string>();
  const mappings: { mapping: Record<string, Json>; file: SourceFile }[] = [];

  const copied = (raw: Json, shape: Shape, file: SourceFile, keys: string[]): Json => {
    if (typeof raw !== 'object' || raw === null || shape.kind === 'data') return raw;
    if (typeof raw.$ref === 'string') return referred(raw, shape, file, keys);
    const copy: Json = Array.isArray(raw) ? [] : {};
    for (const key of Object.keys(raw)) put(copy, key, copied(raw[key], within(shape, key), file, [...keys, key]));
    if (isOne(shape) && raw.discriminator?.mapping) {
      copy.discriminator = { ...raw.discriminator, mapping: { ...raw.discriminator.mapping } };
      mappings.push({ mapping: copy.discriminator.mapping, file });
    }
    return copy;
  };

  const referred = (raw: Json, shape: Shape, file: SourceFile, keys: string[]): Json => {
    const { $ref, ...siblings } = raw;
    const [, fragment = ''] = $ref.split('#', 2) as string[];
    const address = $ref.startsWith('#') ? file.url : absolute($ref, file.url);
    const target = files.get(address);
    if (!target || (target === main && file === main)) return raw;
    if (target === main) return { ...siblings, $ref: `#${fragment}` };
    const name = `${address}#${fragment}`;
    const known = placed.get(name);
    if (known !== undefined) return { ...siblings, $ref: known };
    const found = keysOf(fragment).reduce((at: Json, key) => at?.[key], target.root);
    if (found === undefined) return raw;
    if (isOne(shape) && Object.keys(siblings).some((key) => !isNote(key)) && file.dialect !== '3.0') {
      const parts: Json[] = siblings.allOf ?? [];
      const at = [...keys, 'allOf', String(parts.length)];
      placed.set(name, pointerTo(...at));
      const others = copied({ ...siblings, allOf: parts }, shape, file, keys);
      return { ...others, allOf: [...others.allOf, copied(found, shape, target, at)] };
    }
    placed.set(name, pointerTo(...keys));
    const copy = copied(found, shape, target, keys);
    return typeof copy === 'object' && copy !== null ? { ...copy, ...siblings } : copy;
  };

  const whole = copied(main!.root, { kind: 'document', around: [] }, main!, []);
  // What a mapping names in another file is where a reference to it has put it.
  for (const { mapping, file } of mappings) {
    for (const [value, name] of Object.entries<Json>(mapping)) {
      const [path, fragment = ''] = String(name).split('#', 2) as [string, string?];
      const known = placed.get(`${path === '' ? file.url : absolute(path, file.url)}#${fragment}`);
      if (known !== undefined) mapping[value] = known;
    }
  }
  return whole;
}

const isOne = ({ kind, around }: Shape): boolean => kind === 'schema' && around.length === 0;
