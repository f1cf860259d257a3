/**
 * A text in a charset: itself where that is UTF-8, which is what texts go out in; bytes in ISO-8859-1 and US-ASCII.
 * Undefined where the charset has no form for it, or is another.
 */
export function encoded(text: string, charset = 'utf-8'): string | Uint8Array | undefined {
  if (/^utf-?8$/i.test(charset)) return text;
  const most = /^(iso-?8859-1|latin1)$/i.test(charset) ? 0xff : /^(us-)?ascii$/i.test(charset) ? 0x7f : -1;
  const bytes = Uint8Array.from(text, (character) => character.codePointAt(0)! & 0xff);
  // Windows-1252, as which ISO-8859-1 is read on the web, has other characters from 0x80 to 0x9f.
  const isHeld = Array.from(text).every((one) => one.codePointAt(0)! <= most && !/[\x80-\x9f]/.test(one));
  return isHeld ? bytes : undefined;
}
