import type { Json } from '../json.ts';
import { dialectOf, type Dialect } from './dialect.ts';
import { within, type Shape } from './grammar.ts';

/** A file of a document, parsed. */
export interface SourceFile {
  /** Its address; empty for a document that was never in a file. */
  url: string;
  root: Json;
  dialect: Dialect;
}

/** What a place of a file inherits from what stands around it. */
export interface Setting {
  file: SourceFile;
  /** What relative references are relative to. */
  base: string;
  dialect: Dialect;
}

/** A part of a file by an address of its own, `$id` or an anchor. */
export interface Named {
  raw: Json;
  keys: string[];
  setting: Setting;
}

/** The setting of a file's root. `$self` of 3.2 names another base. */
export const settingOf = (file: SourceFile): Setting => ({
  file,
  base: typeof file.root?.$self === 'string' ? absolute(file.root.$self, file.url) : file.url,
  dialect: file.dialect,
});

/** The setting inside of a schema, which may name its own base and dialect. */
export function settingIn(setting: Setting, schema: Json): Setting {
  if (setting.dialect === '3.0') return setting;
  const { $id, $schema } = schema;
  if (typeof $id !== 'string' && typeof $schema !== 'string') return setting;
  return {
    ...setting,
    ...(typeof $id === 'string' && { base: absolute($id, setting.base) }),
    ...(typeof $schema === 'string' && { dialect: dialectOf($schema) }),
  };
}

/** `address` relative to `base`, without its fragment. */
export function absolute(address: string, base: string): string {
  const [path] = address.split('#', 1);
  return URL.canParse(path!, base || memory) ? new URL(path!, base || memory).href : path!;
}

/** The base of documents that were never in a file. */
export const memory = 'memory:/document';

/** The parts of a file that have addresses of their own: those of `$id`, and `BASE#NAME` of anchors. */
export function namedParts(file: SourceFile): Map<string, Named> {
  const found = new Map<string, Named>();
  const start = settingOf(file);
  const todo: (Named & { shape: Shape })[] = [
    {
      raw: file.root,
      keys: [],
      setting: start,
      shape: { kind: file.root?.openapi ? 'document' : 'schema', around: [] },
    },
  ];
  const seen = new Set<object>();
  for (let item = todo.pop(); item; item = todo.pop()) {
    const { raw, keys, shape } = item;
    if (typeof raw !== 'object' || raw === null || seen.has(raw) || shape.kind === 'data') continue;
    seen.add(raw);
    // In a file of parts, anything may be a schema.
    const isSchema = shape.around.length === 0 && (shape.kind === 'schema' || shape.kind === 'any');
    const setting = isSchema ? settingIn(item.setting, raw) : item.setting;
    if (isSchema) {
      const names = [raw.$anchor, raw.$dynamicAnchor].filter((name) => typeof name === 'string');
      if (typeof raw.$id === 'string' && !raw.$id.startsWith('#')) found.set(setting.base, { raw, keys, setting });
      else if (typeof raw.$id === 'string') names.push(raw.$id.slice(1));
      for (const name of names) {
        const address = `${setting.base}#${name}`;
        if (!found.has(address)) found.set(address, { raw, keys, setting });
      }
    }
    for (const key of Object.keys(raw)) {
      todo.push({ raw: raw[key], keys: [...keys, key], setting, shape: within(shape, key) });
    }
  }
  return found;
}
