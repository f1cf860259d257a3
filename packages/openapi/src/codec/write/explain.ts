import type { Parameter } from '../../operation.ts';
import { isAtom } from './styles.ts';

/** Why a value cannot be written where its parameter is, in words. */
export function explain({ in: place, style, explode, mediaType }: Parameter, value: unknown): string {
  if (mediaType !== undefined) return `has no text of ${mediaType}`;
  if (value === null) return 'is null, which no style can write';
  if (typeof value === 'number') return 'is no finite number';
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    return 'holds half of a surrogate pair, which has no bytes';
  if (isAtom(value)) {
    if (style === 'cookie') return 'holds a character that no cookie holds';
    return `is neither a list nor an object, which style ${style} is for`;
  }
  if (typeof value !== 'object') return `is a ${typeof value}, which no style can write`;
  const pieces: unknown[] = Array.isArray(value) ? value : Object.entries(value).flat();
  if (style === 'deepObject')
    return 'holds null, something empty or a bracket in a name: style deepObject has no form for it';
  if (pieces.some((piece) => typeof piece === 'object')) {
    return `holds null, a list or an object, for which style ${style} has no form`;
  }
  if (!pieces.every(isAtom)) return 'holds what has no text';
  if (place === 'cookie' && style === 'form' && explode)
    return 'has several members, exploded, which a cookie cannot hold';
  return 'holds a member that is empty, or that holds what stands between members';
}

/** Why a text that was written cannot stand in its place, by the word for it. */
export const sentences: Record<string, string> = {
  climbs: "must not be '', '.' or '..', which change the path",
  unprintable: 'must be printable ASCII without blanks at its ends',
  crowded: 'is the whole query, and something stands there already',
};
