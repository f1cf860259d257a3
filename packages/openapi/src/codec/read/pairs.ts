import { decoded, decodedForm } from './decode.ts';
import type { Report } from './faults.ts';

/** Names, decoded, each with its text as it came. */
export type Pairs = readonly (readonly [name: string, text: string])[];

/** The pairs of a query or a form, without a question mark. */
export function pairsOf(text: string, report: Report): Pairs {
  if (text === '') return [];
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [decodedForm(pair, report), ''] : [decodedForm(pair.slice(0, at), report), pair.slice(at + 1)];
    });
}

/** The pairs of the header Cookie, its lines together; their names as they came. */
export const cookiesOf = (lines: readonly string[]): Pairs =>
  lines
    .join(';')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });

/** The same with names decoded. What encodes nothing is a name as it is: cookies of others are nobody's fault. */
export const withNames = (pairs: Pairs): Pairs => pairs.map(([name, text]) => [decoded(name, () => {}), text]);
