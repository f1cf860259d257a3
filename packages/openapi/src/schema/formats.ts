import type { Format } from 'ajv';
import { modules } from '../modules.ts';
import { patternOf } from '../patterns/pattern.ts';
import { regExpOf } from '../patterns/reading.ts';

/** Texts up to this length are read by the engine of the language: no format of the library takes long for them. */
const short = 1_000;

const integers = (least: number, most: number): Format => ({
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && value >= least && value <= most,
});

const bounded = (format: Format): Format => {
  if (!(format instanceof RegExp)) return format;
  const { source, flags } = format;
  return (text: string) =>
    text.length <= short ? format.test(text) : patternOf(source, flags.includes('i') ? 'i' : '').test(text);
};

function isPattern(text: string): boolean {
  try {
    regExpOf(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is of a format; any text is of one that is not known, or is one of numbers. */
export function isOfFormat(format: string, text: string): boolean {
  const all = formats();
  const known = Object.hasOwn(all, format) ? all[format]! : true;
  if (typeof known === 'boolean') return known;
  if (known instanceof RegExp) return known.test(text);
  if (typeof known === 'object' && 'type' in known && known.type === 'number') return true;
  const check = (typeof known === 'function' ? known : (known as { validate: unknown }).validate) as
    | RegExp
    | ((text: string) => unknown);
  return check instanceof RegExp ? check.test(text) : Boolean(check(text));
}

/** Those of OpenAPI's registry that the library does not have, or has otherwise. */
const own: Record<string, Format> = {
  int8: integers(-128, 127),
  uint8: integers(0, 255),
  int16: integers(-(2 ** 15), 2 ** 15 - 1),
  uint16: integers(0, 2 ** 16 - 1),
  uint32: integers(0, 2 ** 32 - 1),
  // Beyond 2^53 a number is read as the nearest that the language has.
  int64: integers(-(2 ** 63), 2 ** 63),
  uint64: integers(0, 2 ** 64),
  'double-int': integers(-(2 ** 53) + 1, 2 ** 53 - 1),
  base64url: /^[\w-]*={0,2}$/,
  char: (text: string) => Array.from(text).length === 1,
  regex: isPattern,
  iri: (text: string) => URL.canParse(text) && /^[a-z][a-z\d+.-]*:/i.test(text),
  'iri-reference': (text: string) => URL.canParse(text, 'https://host.invalid/') && !/[\s<>"{}|\\^`]/.test(text),
};

let known: Record<string, Format> | undefined;

/** What each format allows. A format that stands nowhere here is a note: it decides nothing. */
export const formats = (): Record<string, Format> =>
  (known ??= Object.fromEntries(
    Object.entries({ ...(modules.formats.fullFormats as Record<string, Format>), ...own }).map(([name, format]) => [
      name,
      bounded(format),
    ]),
  ));
