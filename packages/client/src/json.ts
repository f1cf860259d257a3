/** Deepest nesting of a JSON text that is read. */
const deepest = 100;

/**
 * The value of a JSON text in UTF-8, read strictly: no byte order mark, no invalid byte, no member twice, no member that
 * reaches a prototype, no number that this platform would change, no endless nesting. Throws a SyntaxError that says which,
 * and never quotes the text.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw new SyntaxError('the body is empty');
  if (bytes[0] === 0xef && bytes[1] === 0xbb) throw new SyntaxError('the body begins with a byte order mark');
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new SyntaxError('the body is not UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SyntaxError('the body is not JSON');
  }
  if (membersIn(value) !== colonsIn(text)) throw new SyntaxError('the body has a member twice');
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How many members the objects of a parsed value have together. Does not recurse, so no depth can overflow it. */
function membersIn(root: unknown): number {
  let members = 0;
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new SyntaxError(`the body is nested deeper than ${deepest} levels`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'number' && !isExact(value))
        throw new SyntaxError('the body has a number that would be changed');
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value)) {
        for (const entry of value) next.push(entry);
        continue;
      }
      for (const key of Object.keys(value)) {
        if (key === '__proto__') throw new SyntaxError('the body has a member that reaches a prototype');
        members++;
        next.push((value as Record<string, unknown>)[key]);
      }
    }
    level = next;
  }
  return members;
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

/** How many colons a JSON text has outside its strings: one for each member that it writes. */
function colonsIn(text: string): number {
  let colons = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) inString = !inString;
    else if (inString) {
      if (code === 0x5c) index++;
    } else if (code === 0x3a) colons++;
  }
  return colons;
}
