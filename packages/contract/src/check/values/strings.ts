import * as fc from 'fast-check';
import { regExpOf } from '@cc-gateway/openapi';
import type { Json } from '@cc-gateway/spec';

const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const label = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
const time = dates.map((date) => `${date.toISOString().slice(11, 19)}Z`);

/** The formats that a value is made for; any other format is left to the check. */
const byFormat: Record<string, fc.Arbitrary<string>> = {
  'date-time': dates.map((date) => date.toISOString()),
  date: dates.map((date) => date.toISOString().slice(0, 10)),
  time,
  duration: fc.integer({ min: 1, max: 90 }).map((days) => `P${days}D`),
  email: fc.tuple(label, label).map(([user, host]) => `${user}@${host}.example`),
  hostname: label.map((host) => `${host}.example`),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  uri: label.map((path) => `https://host.example/${path}`),
  'uri-reference': label.map((path) => `/${path}`),
  uuid: fc.uuid(),
  byte: fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  'json-pointer': label.map((name) => `/${name}`),
  regex: label,
};
byFormat.url = byFormat.uri!;
byFormat.iri = byFormat.uri!;

const characterAt = (number: number): string => String.fromCodePoint(number < 0xd800 ? number : number + 0x800);

/** The number of a character, so that strings which are known to break programs are drawn, too. Throws where it is none. */
function numberOf(character: unknown): number {
  const point = String(character).codePointAt(0) ?? -1;
  const number = point < 0xd800 ? point : point - 0x800;
  if (characterAt(number) !== character) throw new TypeError('This is not one character.');
  return number;
}

/** Any character of Unicode. The library's own unit makes a table of them all first, which takes a second of each process. */
export const character = fc.integer({ min: 0, max: 0x10_ffff - 0x800 }).map(characterAt, numberOf);

/** A string that must be longer than this is not made. */
const longest = 100_000;

/** Strings that keep the pattern, the format and the lengths of a schema, as far as they go together. Throws where none is made. */
export function stringArbitrary(schema: Json): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = minLength + 24, pattern, format } = schema;
  if (minLength > longest) throw new RangeError(`Strings of ${minLength} characters are not made.`);
  const known = byFormat[format];
  if (typeof pattern === 'string') {
    const strings = matching(pattern);
    // Values of the format may match, or values of the pattern may have the format: the check keeps those that do both.
    return fitted(known ? fc.oneof(strings, known) : strings, minLength, schema.maxLength);
  }
  if (known) return fitted(known, minLength, schema.maxLength);
  const most = Math.min(maxLength, minLength + 24);
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength, maxLength: most, unit: 'grapheme-ascii' }) },
    { weight: 1, arbitrary: fc.array(character, { minLength, maxLength: most }).map((all) => all.join('')) },
  );
}

const matched = new Map<string, fc.Arbitrary<string>>();

/** Strings that match a pattern: many operations have the same one. */
function matching(pattern: string): fc.Arbitrary<string> {
  let known = matched.get(pattern);
  if (!known) matched.set(pattern, (known = matchedAnew(pattern)));
  return known;
}

/** Where a pattern looks around, strings that match the rest of it. */
function matchedAnew(pattern: string): fc.Arbitrary<string> {
  for (const source of [pattern, withoutLooks(pattern)]) {
    try {
      return fc.stringMatching(regExpOf(source));
    } catch {
      // The library does not know all that a pattern can hold.
    }
  }
  return fc.string();
}

const withoutLooks = (pattern: string): string =>
  pattern.replaceAll(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/gu, '');

const fitted = (strings: fc.Arbitrary<string>, least: number, most = Infinity): fc.Arbitrary<string> =>
  strings.map((value) => {
    const length = Array.from(value).length;
    return length < least
      ? value.padEnd(least, value || 'a')
      : length > most
        ? Array.from(value).slice(0, most).join('')
        : value;
  });
