import { describe, type Description } from '../description.ts';
import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { dialectOfDocument } from '../link/dialect.ts';
import { memory, type SourceFile } from '../link/files.ts';
import { link, type Missing } from '../link/link.ts';
import { gathered, type ReadPart } from './gathered.ts';
import { parse } from './parse.ts';
import { addressOf, textAt, type LoadOptions } from './source.ts';
import { converted } from './swagger.ts';
import { versionOf, type Version } from './version.ts';

/**
 * Reads an OpenAPI document, 3.0 to 3.2, or Swagger 2.0, which is converted: from a file or an address, YAML or JSON, of one file
 * or many. Throws DocumentError, with one sentence, where it cannot be used.
 */
export async function loadDocument(source: string | URL, options: LoadOptions = {}): Promise<Description> {
  const address = addressOf(source);
  const name = JSON.stringify(typeof source === 'string' ? source : source.href);
  return linkedWith(parse(await textAt(address, name, options), name), address, name, options);
}

/** As `loadDocument`, of a text, which may come from anywhere; `base` is what its references are relative to. */
export async function parseDocument(
  text: string,
  base?: string | URL,
  options: LoadOptions = {},
): Promise<Description> {
  const address = base === undefined ? undefined : addressOf(base);
  return linkedWith(parse(text, 'The document'), address, 'The document', options);
}

/** Reads an OpenAPI 3.x document that is there already, in one piece. Throws DocumentError. */
export function readDocument(document: Json, name = 'The document'): Description {
  const version = versionOf(document, name, false);
  if (version === '2.0') throw new DocumentError(`${name} says "swagger": "2.0". Expected an OpenAPI 3.x document.`);
  const root: SourceFile = { url: '', root: document, dialect: dialectOfDocument(document) };
  const linking = link(root);
  for (linking.run(); linking.missing().length > 0; linking.run()) {
    for (const { address, from, isNeeded } of linking.missing()) {
      if (isNeeded) {
        throw new DocumentError(
          `${from} refers to ${told(address)}, which is not part of it. Expected a document in one piece.`,
        );
      }
      linking.leaveOut(address);
    }
  }
  return describe(linking.document, new Map([['', root]]), version, undefined);
}

async function linkedWith(
  given: Json,
  address: URL | undefined,
  name: string,
  options: LoadOptions,
): Promise<Description> {
  const version = versionOf(given, name);
  const url = address?.href ?? '';
  const parts = new Map<string, Json>();
  const read: ReadPart = async (missing, from) => {
    parts.set(missing, await partAt(missing, from, address, options));
    return parts.get(missing);
  };
  const document = version === '2.0' ? await converted(await gathered(given, url, read), name, true) : given;
  const root: SourceFile = { url, root: document, dialect: dialectOfDocument(document) };
  const files = new Map([[url, root]]);
  const linking = link(root);
  for (linking.run(); linking.missing().length > 0; linking.run()) {
    const wanted = linking.missing();
    const found = await Promise.all(wanted.map((each) => partOr(each, address, options)));
    for (const [index, { address: missing }] of wanted.entries()) {
      if (found[index] === undefined) {
        linking.leaveOut(missing);
        continue;
      }
      const file = fileOf(found[index], missing, root);
      files.set(missing, file);
      linking.add(file, missing);
    }
  }
  for (const [part, value] of parts) files.set(part, fileOf(value, part, root));
  const now: Version = version === '2.0' ? '3.0' : version;
  return describe(linking.document, files, now, version === '2.0' ? version : undefined);
}

/** A file of a document; undefined where it cannot be read and is not needed. */
async function partOr(
  { address: missing, from, isNeeded }: Missing,
  address: URL | undefined,
  options: LoadOptions,
): Promise<Json> {
  try {
    return await partAt(missing, from, address, options);
  } catch (error) {
    if (!isNeeded && error instanceof DocumentError) return undefined;
    throw error;
  }
}

async function partAt(missing: string, from: string, address: URL | undefined, options: LoadOptions): Promise<Json> {
  if (!URL.canParse(missing) || (!address && missing.startsWith(memory.slice(0, 7)))) {
    throw new DocumentError(
      `${from} refers to ${told(missing)}, and the document stands in no file to which that is relative.`,
    );
  }
  const name = `${told(missing)}, to which ${from} refers,`;
  return parse(await textAt(new URL(missing), name, options, address), missing);
}

function fileOf(root: Json, url: string, main: SourceFile): SourceFile {
  const isDocument = typeof root?.openapi === 'string';
  return { url, root, dialect: isDocument ? dialectOfDocument(root) : main.dialect };
}

const told = (missing: string): string => JSON.stringify(missing.replace(/^memory:\//, ''));
