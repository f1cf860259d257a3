import type { ParseOptions, DocumentOptions, SchemaOptions } from 'yaml';
import type { Json } from '../json.ts';
import { put } from '../link/put.ts';
import { modules } from '../modules.ts';

/** How many members aliases of YAML may stand for: more than people write, less than fills the memory. */
export const maxAliasCount = 10_000;

/** Where a key of the map that a text holds begins a line. What goes on from the line before is told when a piece is read. */
const key = /(?<=\n)(?=[A-Za-z_$][\w.-]*:[ \r\n])/;
/** Where a document begins or ends, or says how it is read. */
const border = /^(?:---|\.\.\.|%)/m;

/**
 * The map that a text of YAML holds, read key by key: the tokens of a text take twenty times its length, and are all there until it
 * has been read. Undefined where the text is wrong, or one of its keys cannot be read without the others: it is then read whole.
 */
export function inPieces(text: string, options: ParseOptions & DocumentOptions & SchemaOptions): Json {
  const [head = '', ...pieces] = text.replace(/^---[ \r]*\n/, '').split(key);
  if ([head, ...pieces].some((piece) => border.test(piece))) return undefined;
  const whole: Json = {};
  for (const piece of [head, ...pieces]) {
    const found = read(piece, options);
    const [name, ...more] = Object.keys(Object(found));
    const isComment = found === null && piece === head;
    if (!isComment && (name === undefined || more.length > 0 || Object.hasOwn(whole, name))) return undefined;
    if (name !== undefined) put(whole, name, found[name]);
  }
  return whole;
}

function read(piece: string, options: ParseOptions & DocumentOptions & SchemaOptions): Json {
  const document = modules.yaml.parseDocument(piece, options);
  if (document.errors.length > 0 || (document.contents && !modules.yaml.isMap(document.contents))) return undefined;
  try {
    return document.toJS({ maxAliasCount });
  } catch {
    // An alias of another piece, or too many.
    return undefined;
  }
}
