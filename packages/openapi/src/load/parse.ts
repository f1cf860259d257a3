import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { modules } from '../modules.ts';
import { inPieces, maxAliasCount } from './pieces.ts';

/** Texts of YAML with more characters are read in pieces, where that can be. */
const long = 1_000_000;

/** How deep a document may be nested: deeper than any is, and not so deep that who walks it runs out of stack. */
const deepest = 500;

/**
 * Reads YAML or JSON. `name` stands in messages. Throws DocumentError, with line and column, where it is neither. A key may stand
 * twice in a map where `uniqueKeys` is false; the last counts, as in JSON.
 */
export function parse(text: string, name: string, uniqueKeys = true): Json {
  const value = parsed(text, name, uniqueKeys);
  if (isDeep(value)) throw new DocumentError(`${name} is nested too deeply. Expected at most ${deepest} levels.`);
  return value;
}

function isDeep(root: Json): boolean {
  const seen = new Set<object>();
  let level: Json[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const next: Json[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      for (const member of Object.values<Json>(value))
        if (typeof member === 'object' && member !== null) next.push(member);
    }
    level = next;
  }
  return false;
}

function parsed(text: string, name: string, uniqueKeys: boolean): Json {
  if (/^\uFEFF?\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      // The flow style of YAML begins so too.
    }
  }
  const options = { uniqueKeys, merge: true, logLevel: 'silent', prettyErrors: false } as const;
  const found = text.length > long ? inPieces(text, options) : undefined;
  if (found !== undefined) return found;
  const document = modules.yaml.parseDocument(text, options);
  const [error] = document.errors;
  if (error) {
    const lines = text.slice(0, error.pos[0]).split('\n');
    const place = `${lines.length}:${lines.at(-1)!.length + 1}`;
    throw new DocumentError(`${name}:${place} is neither YAML nor JSON: ${error.message.split('\n', 1)[0]!}.`);
  }
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    throw new DocumentError(`${name} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
