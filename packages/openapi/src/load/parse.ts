import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { modules } from '../modules.ts';

/** How many members aliases of YAML may stand for: more than people write, less than fills the memory. */
const maxAliasCount = 10_000;

/** Reads YAML or JSON. `name` stands in messages. Throws DocumentError, with line and column, where it is neither. */
export function parse(text: string, name: string): Json {
  if (/^\uFEFF?\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      // The flow style of YAML begins so too.
    }
  }
  const { LineCounter, parseDocument } = modules.yaml;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true, logLevel: 'silent', prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new DocumentError(`${name}:${line}:${col} is neither YAML nor JSON: ${error.message.split('\n', 1)[0]!}.`);
  }
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    throw new DocumentError(`${name} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
