import type { Report } from './faults.ts';

/** One part of a form, as it came. */
export interface Part {
  name: string;
  fileName?: string;
  /** Its Content-Type; undefined where it has none. */
  type?: string;
  bytes: Uint8Array;
}

/** Takes a form of parts apart, by RFC 7578; or a body of parts without names, by RFC 2046. Reports what is none. */
export function partsOf(bytes: Uint8Array, boundary: string | undefined, report: Report, isNamed = true): Part[] {
  if (!boundary) {
    report('', 'has no boundary in its Content-Type');
    return [];
  }
  // Latin-1 has a character for each byte: places in the text are places in the bytes.
  const text = latin1(bytes);
  const delimiter = `--${boundary}`;
  let at = text.startsWith(delimiter) ? 0 : text.indexOf(`\r\n${delimiter}`) + 2;
  if (at === 1) {
    report('', 'does not begin with its boundary');
    return [];
  }
  const parts: Part[] = [];
  for (;;) {
    at += delimiter.length;
    if (text.startsWith('--', at)) return parts;
    const head = /[\t ]*\r\n/y;
    head.lastIndex = at;
    if (!head.test(text)) break;
    const start = head.lastIndex;
    // A part without headers begins with the empty line.
    const blank = text.startsWith('\r\n', start) ? start - 2 : text.indexOf('\r\n\r\n', start);
    const end = text.indexOf(`\r\n${delimiter}`, Math.max(blank + 2, start - 2));
    if (blank < start - 2 || end < 0) break;
    const part = partOf(utf8(bytes.subarray(start, Math.max(blank, start))), bytes.subarray(blank + 4, end), isNamed);
    if (part) parts.push(part);
    else report('', 'has a part without a name');
    at = end + 2;
  }
  report('', 'ends before its last boundary');
  return parts;
}

function partOf(head: string, bytes: Uint8Array, isNamed: boolean): Part | undefined {
  const headers = new Map(
    head
      .replaceAll(/\r\n[\t ]+/g, ' ')
      .split('\r\n')
      .map((line): [string, string] => {
        const at = line.indexOf(':');
        return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
      }),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = nameIn(disposition, 'name');
  const fileName = nameIn(disposition, 'filename');
  const type = headers.get('content-type');
  if (isNamed && (name === undefined || !/^form-data\s*(;|$)/i.test(disposition))) return undefined;
  return { name: name ?? '', bytes, ...(fileName !== undefined && { fileName }), ...(type && { type }) };
}

const patternsOf = (key: string): Record<'extended' | 'plain', RegExp> => ({
  extended: new RegExp(`;\\s*${key}\\*\\s*=\\s*"?([\\w!#$&+.^\`|~-]*)'[^']*'([^\\s;"]*)`, 'i'),
  plain: new RegExp(`;\\s*${key}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]*))`, 'is'),
});
const patterns = { name: patternsOf('name'), filename: patternsOf('filename') };

/** A name in a Content-Disposition; its form for letters beyond ASCII (RFC 8187) goes before the other. */
function nameIn(disposition: string, key: keyof typeof patterns): string | undefined {
  const { extended: ofExtended, plain } = patterns[key];
  const extended = ofExtended.exec(disposition);
  if (extended) {
    const bytes = Uint8Array.from(
      extended[2]!.replaceAll(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      (character) => character.charCodeAt(0),
    );
    try {
      return new TextDecoder(extended[1] || 'utf-8', { fatal: true }).decode(bytes);
    } catch {
      // The other form is there for those who cannot read this one.
    }
  }
  const found = plain.exec(disposition);
  if (!found) return undefined;
  // Quoted as browsers do, or as HTTP does; a back-slash of a path on Windows stays.
  return (found[1]?.replaceAll(/\\(["\\])/g, '$1') ?? found[2]!)
    .replaceAll(/%22/g, '"')
    .replaceAll(/%0D/gi, '\r')
    .replaceAll(/%0A/gi, '\n');
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The bytes as a text of as many characters. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
