import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { oneOf } from './examples.ts';

/** Members whose values are data, in which `$ref` is a word like any other. */
const data = new Set(['value', 'example', 'default', 'const', 'enum', 'dataValue']);

interface Source {
  document: Document;
  lines: LineCounter;
}

/**
 * One sentence for each file of a document that cannot be read, and for each target that references name and that is not there, with
 * the first place.
 */
export function deadReferences(index: string): string[] {
  const folder = dirname(index);
  const sources = new Map<string, Source>();
  const dead = new Map<string, { places: string[]; expected: string }>();
  const unreadable: string[] = [];
  const nameOf = (file: string): string => relative(folder, file).replaceAll('\\', '/');
  const read = (file: string): Source => {
    const lines = new LineCounter();
    const source = { document: parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines }), lines };
    sources.set(file, source);
    const fault = faultIn(source.document);
    if (fault) {
      const { line, col } = lines.linePos(fault.offset);
      unreadable.push(`${nameOf(file)}:${line}:${col}: ${fault.says}`);
      return source;
    }
    for (const { reference, offset } of referencesIn(source.document)) {
      const { line, col } = lines.linePos(offset);
      follow(file, reference, `${nameOf(file)}:${line}:${col}`);
    }
    return source;
  };
  const follow = (from: string, reference: string, place: string): void => {
    const [path = '', pointer = ''] = reference.split('#');
    const file = path === '' ? from : resolve(dirname(from), decoded(path));
    const expected = existsSync(file)
      ? missingIn((sources.get(file) ?? read(file)).document, pointer)
      : oneOf(filesBeside(file));
    if (expected === undefined) return;
    const target = path === '' ? `#${pointer}` : reference;
    const known = dead.get(target);
    if (known) known.places.push(place);
    else dead.set(target, { places: [place], expected });
  };
  read(resolve(index));
  if (unreadable.length > 0) return unreadable;
  return [...dead].map(([target, { places, expected }]) => {
    const more = places.length > 1 ? ` (and in ${places.slice(1).join(', ')})` : '';
    return `${places[0]}: the $ref ${JSON.stringify(target)} leads nowhere${more}. ${expected}`;
  });
}

/** What makes a file no document; the first fault where there are several, for the others follow from it. */
function faultIn({ contents, errors }: Document): { offset: number; says: string } | undefined {
  const [error] = errors;
  if (error) {
    const [says = ''] = error.message.split(/ at line \d+/u);
    return { offset: error.pos[0], says: `this is no YAML. ${says}.` };
  }
  return contents === null
    ? { offset: 0, says: 'the file is empty. Expected what refers to it to find something.' }
    : undefined;
}

/** A part of a reference without percent-encoding; one that is malformed is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function referencesIn(document: Document): { reference: string; offset: number }[] {
  const found: { reference: string; offset: number }[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (data.has(name)) return visit.SKIP;
      if (name !== '$ref' || !isScalar(value) || typeof value.value !== 'string') return undefined;
      if (!/^[a-z][a-z\d+.-]+:/iu.test(value.value)) {
        found.push({ reference: value.value, offset: value.range?.[0] ?? 0 });
      }
      return undefined;
    },
  });
  return found;
}

/** What a pointer could name instead, where it names nothing. */
function missingIn(document: Document, pointer: string): string | undefined {
  if (faultIn(document)) return undefined;
  let at: unknown = document.contents;
  for (const token of pointer.split('/').slice(1)) {
    const key = decoded(token).replaceAll('~1', '/').replaceAll('~0', '~');
    // What a reference on the way leads to is looked at where it stands.
    if (isMap(at) && at.has('$ref')) return undefined;
    const next: unknown = isMap(at) ? at.get(key, true) : itemOf(at, key);
    if (next === undefined) return oneOf(isMap(at) ? at.items.map((item) => String(item.key)) : []);
    at = next;
  }
  return undefined;
}

const itemOf = (at: unknown, key: string): unknown => (at as { items?: unknown[] } | null)?.items?.[Number(key)];

function filesBeside(file: string): string[] {
  const folder = dirname(file);
  if (!existsSync(folder)) return [`a file in ${basename(dirname(folder))}`];
  return readdirSync(folder)
    .filter((name) => extname(name) === extname(file))
    .toSorted();
}
