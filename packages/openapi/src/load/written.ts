import { dialectOfDocument } from '../link/dialect.ts';
import { absolute, memory, settingIn, settingOf, type Setting, type SourceFile } from '../link/files.ts';
import { stepDown, wayTo } from '../link/places.ts';
import { createResolver, type Found } from '../link/resolve.ts';
import type { Json } from '../json.ts';
import { gathered, type ReadPart } from './gathered.ts';
import { parse } from './parse.ts';
import { addressOf, textAt, type LoadOptions } from './source.ts';
import { converted } from './swagger.ts';
import { versionOf, type Version } from './version.ts';

/** A document as it was written: its files, each parsed, with every reference in its place. */
export interface Written {
  /** That of what `root` holds: a document of Swagger 2.0 is converted. */
  version: Version;
  root: WrittenFile;
  /** By their addresses, the root among them; what could not be read is not there. */
  files: ReadonlyMap<string, WrittenFile>;
  /** What a reference leads to that stands in a file behind keys; undefined where it leads nowhere. */
  find: (reference: string, file: string, keys: readonly string[]) => Way | undefined;
}

/** A file of a document, as it was read. */
export interface WrittenFile {
  /** Its address. */
  url: string;
  root: Json;
  text: string;
}

/** A part of a file: the file's address, and the keys that lead there. */
export interface Way {
  file: string;
  keys: readonly string[];
}

/** How a document is read as it was written. */
export interface WrittenOptions extends LoadOptions {
  /** The text of the document, where it does not stand at its address. */
  text?: string;
}

/**
 * Reads an OpenAPI document as it was written, for who compares or changes texts; `loadDocument` is for everyone else. Parts that
 * cannot be read are left out, keys that stand twice are taken as JSON takes them. Throws DocumentError where the document itself
 * cannot be used.
 */
export async function readWritten(source: string | URL, options: WrittenOptions = {}): Promise<Written> {
  const address = addressOf(source);
  const name = JSON.stringify(typeof source === 'string' ? source : source.href);
  const text = options.text ?? (await textAt(address, name, options));
  const given = parse(text, name, false);
  const version = versionOf(given, name, false);
  const read: ReadPart = async (part) => (await partAt(part, address.href, options))?.root;
  const root = version === '2.0' ? await converted(await gathered(given, address.href, read), name, false) : given;
  const main: WrittenFile & SourceFile = { url: address.href, root, text, dialect: dialectOfDocument(root) };
  const files = new Map([[main.url, main]]);
  const resolver = createResolver();
  for (const file of files.values()) {
    resolver.add(file);
    const missing = [...addressesIn(file)].filter((url) => !files.has(url) && URL.canParse(url) && url !== memory);
    const found = await Promise.all(missing.map(async (url) => fileAt(url, main, options)));
    for (const part of found) if (part) files.set(part.url, part);
  }
  return { version: version === '2.0' ? '3.0' : version, root: main, files, find: finderOf(files, resolver) };
}

/** A file of a document at `from`; undefined where it cannot be read. */
async function partAt(url: string, from: string, options: LoadOptions): Promise<WrittenFile | undefined> {
  try {
    const text = await textAt(new URL(url), url, options, new URL(from));
    return { url, root: parse(text, url, false), text };
  } catch {
    return undefined;
  }
}

async function fileAt(url: string, main: SourceFile, options: LoadOptions) {
  const part = await partAt(url, main.url, options);
  const isDocument = typeof part?.root?.openapi === 'string';
  return part && { ...part, dialect: isDocument ? dialectOfDocument(part.root) : main.dialect };
}

/** The addresses of the files that a file refers to. */
function addressesIn(file: SourceFile): Set<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const todo: { value: Json; setting: Setting }[] = [{ value: file.root, setting: settingOf(file) }];
  for (let item = todo.pop(); item; item = todo.pop()) {
    const { value } = item;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const setting = settingIn(item.setting, value);
    if (typeof value.$ref === 'string' && !value.$ref.startsWith('#')) found.add(absolute(value.$ref, setting.base));
    for (const key of Object.keys(value)) todo.push({ value: value[key], setting });
  }
  return found;
}

function finderOf(files: ReadonlyMap<string, SourceFile & WrittenFile>, resolver: ReturnType<typeof createResolver>) {
  const known = new Map<string, Way | undefined>();
  const withIds = new Map([...files].map(([url, { text }]) => [url, text.includes('$id')]));
  return (reference: string, url: string, keys: readonly string[]): Way | undefined => {
    const file = files.get(url);
    if (!file) return undefined;
    const setting = withIds.get(url) ? settingAt(file, keys) : settingOf(file);
    const id = `${url} ${setting.base} ${reference}`;
    if (!known.has(id)) known.set(id, wayOf(reference, setting, keys));
    return known.get(id);
  };

  function wayOf(reference: string, setting: Setting, keys: readonly string[]): Way | undefined {
    let found: Found;
    try {
      found = resolver.find(reference, setting, stepDown(setting.file.url, keys), () => false);
    } catch {
      return undefined;
    }
    return 'missing' in found ? undefined : wayTo(found.step);
  }
}

/** What holds behind keys of a file. */
function settingAt(file: SourceFile, keys: readonly string[]): Setting {
  let setting = settingOf(file);
  let at = file.root;
  for (const key of keys) {
    at = at?.[key];
    if (typeof at === 'object' && at !== null) setting = settingIn(setting, at);
  }
  return setting;
}
