/** Deepest nesting of a JSON text that is read. */
const deepest = 100;

/**
 * The value of a JSON text in UTF-8, read strictly: no byte order mark, no invalid byte, no member twice, no member that
 * reaches a prototype, no number that this platform would change, no endless nesting. Throws where it is not read; why not
 * is told by `explain/json-fault.ts`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = utf8.decode(bytes);
  // A mark is left in the text, which then is none of JSON.
  const value: unknown = JSON.parse(text);
  if (membersIn(value, 0, longInteger.test(text)) !== colonsIn(text)) throw new SyntaxError();
  return value;
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Digits of an integer that a number may stand for though it is another. */
const longInteger = /(^|[^.\d])\d{16}/;

/** How many members a value has in all its depth; NaN where it has what is not read. */
function membersIn(value: unknown, depth: number, hasLong: boolean): number {
  if (depth > deepest) return NaN;
  // Such a number may stand for an integer that was written and is another. What has an exponent was no integer.
  if (typeof value === 'number')
    return Math.abs(value) > Number.MAX_SAFE_INTEGER && (hasLong || value - value !== 0) ? NaN : 0;
  if (typeof value !== 'object' || value === null) return 0;
  const keys = Object.keys(value);
  let members = Array.isArray(value) ? 0 : keys.length;
  for (const key of keys) {
    if (key === '__proto__') return NaN;
    members += membersIn((value as Record<string, unknown>)[key], depth + 1, hasLong);
  }
  return members;
}

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
