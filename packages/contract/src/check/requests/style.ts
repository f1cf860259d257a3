import type { Parameter } from '@cc-gateway/spec';
import { isJson } from '../answers/reading/observed.ts';

type Encode = (text: string) => string;
/** What a style needs to know of a parameter. */
export type Styled = Pick<Parameter, 'name' | 'in' | 'style' | 'explode' | 'allowReserved' | 'mediaType'>;

/**
 * A value as its parameter carries it: `a=1&a=2` in a query, `.1.2` in a path. Undefined where it cannot be written: its
 * style has no form for it, a member holds the character that separates members, or no header holds its characters.
 */
export function written(parameter: Styled, value: unknown, encode = encoderOf(parameter)): string | undefined {
  const text =
    parameter.mediaType === undefined ? styled(parameter, value, encode) : asContent(parameter, value, encode);
  return text !== undefined && fits(parameter, text) ? text : undefined;
}

/** Whether a value can stand where a parameter is and every reader reads it alike: the values that are tried are such. */
export function isSendable(parameter: Styled, value: unknown): boolean {
  const text = written(parameter, value);
  if (text === undefined || text === '') return false;
  if (parameter.in === 'header') return /^[\x21-\x7e]+$/.test(text);
  if (parameter.in === 'cookie') return /^[^=]+=[^%]+$/.test(text);
  return parameter.in === 'query' ? value !== '' : !/^\.{1,2}$|%2F/i.test(text);
}

/** The parts that a value of a list or an object is written in; undefined where one of them is no text. */
function piecesOf(value: unknown): string[] | undefined {
  const parts = Array.isArray(value) ? value : Object.entries(Object(value)).flat();
  return parts.length > 0 && parts.every(isAtom) ? parts.map(String) : undefined;
}

const isAtom = (value: unknown): value is string | number | boolean =>
  typeof value === 'boolean' || typeof value === 'number' || (typeof value === 'string' && isWhole(value));

/** Half of a surrogate pair has no bytes. */
const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);

const separators: Record<string, string> = { spaceDelimited: ' ', pipeDelimited: '|' };

function styled({ name, style, explode, in: place }: Styled, value: unknown, encode: Encode): string | undefined {
  const key = encodeURIComponent(name);
  const isNamed = place === 'query' || place === 'cookie';
  const prefix = style === 'matrix' ? `;${key}` : style === 'label' ? '.' : isNamed ? key : '';
  const assign = style === 'matrix' || isNamed ? '=' : '';
  if (isAtom(value)) {
    if (style === 'deepObject') return undefined;
    return prefix + (style === 'matrix' && value === '' ? '' : assign) + encode(String(value));
  }
  const pieces = piecesOf(value);
  if (!pieces) return undefined;
  const isList = Array.isArray(value);
  const pairs = Object.entries(Object(value)).map(([member, each]) => [encode(member), encode(String(each))] as const);
  if (style === 'deepObject')
    return isList ? undefined : pairs.map(([member, each]) => `${key}%5B${member}%5D=${each}`).join('&');
  if (explode) {
    const between = { form: '&', label: '.', matrix: ';', simple: ',' }[style];
    if (between === undefined || place === 'cookie') return undefined;
    const isApart = style === 'form' || style === 'matrix';
    if (!isApart && !areApart(pieces, isList ? between : `${between}=`)) return undefined;
    const each = isList
      ? pieces.map((piece) => (isApart ? `${key}=` : '') + encode(piece))
      : pairs.map((pair) => pair.join('='));
    return (style === 'form' || style === 'simple' ? '' : between) + each.join(between);
  }
  const separator = separators[style] ?? ',';
  if (!areApart(pieces, separator)) return undefined;
  const between = separator === ',' ? ',' : encodeURIComponent(separator);
  return prefix + assign + pieces.map(encode).join(between);
}

/** Whether a reader can take the pieces apart: none is empty, and none holds what stands between them. */
const areApart = (pieces: string[], separators: string): boolean =>
  pieces.every((piece) => piece !== '' && !Array.from(separators).some((separator) => piece.includes(separator)));

function asContent({ name, in: place, mediaType }: Styled, value: unknown, encode: Encode): string | undefined {
  const text = isJson(mediaType!) ? JSON.stringify(value) : typeof value === 'string' ? value : undefined;
  if (text === undefined || !isWhole(text)) return undefined;
  return (place === 'query' || place === 'cookie' ? `${encodeURIComponent(name)}=` : '') + encode(text);
}

/** A header holds visible ASCII, with blanks inside at most; a path has no empty segment. */
function fits({ in: place }: Styled, text: string): boolean {
  if (place === 'path') return text !== '';
  return place !== 'header' || /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}

function encoderOf({ in: place, allowReserved }: Styled): Encode {
  if (place === 'header') return (text) => text;
  if (place !== 'query' || !allowReserved) return encodeURIComponent;
  // What ends a query, a name or a value stays encoded, and so does the plus sign, which some read as a blank.
  return (text) => encodeURIComponent(text).replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/g, decodeURIComponent);
}
