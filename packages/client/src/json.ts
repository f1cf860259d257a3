/** Deepest nesting of a JSON text that is read. */
const deepest = 100;

/** Why a JSON text is not read. */
export type JsonFault = 'empty' | 'mark' | 'utf8' | 'form' | 'twice' | 'deep' | 'number' | 'prototype';

/**
 * The value of a JSON text in UTF-8, read strictly: no byte order mark, no invalid byte, no member twice, no member that
 * reaches a prototype, no number that this platform would change, no endless nesting. Throws a SyntaxError whose message is a
 * JsonFault, and never quotes the text.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let fault: JsonFault = 'empty';
  let value: unknown;
  try {
    if (bytes.length === 0) throw 0;
    fault = 'utf8';
    const text = utf8.decode(bytes);
    fault = 'mark';
    if (text[0] === '\ufeff') throw 0;
    fault = 'form';
    value = JSON.parse(text);
    let members = 0;
    // Level by level: no depth can overflow it.
    let level: unknown[] = [value];
    for (let depth = 0; level.length > 0; depth++) {
      fault = 'deep';
      if (depth > deepest) throw 0;
      const next: unknown[] = [];
      for (const each of level) {
        fault = 'number';
        if (typeof each === 'number' && (Number.isInteger(each) ? !Number.isSafeInteger(each) : !Number.isFinite(each)))
          throw 0;
        if (typeof each !== 'object' || each === null) continue;
        if (Array.isArray(each)) {
          for (const entry of each) next.push(entry);
          continue;
        }
        fault = 'prototype';
        for (const key of Object.keys(each)) {
          if (key === '__proto__') throw 0;
          members++;
          next.push((each as Record<string, unknown>)[key]);
        }
      }
      level = next;
    }
    fault = 'twice';
    if (members !== colonsIn(text)) throw 0;
  } catch {
    throw new SyntaxError(fault);
  }
  return value;
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
