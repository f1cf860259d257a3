import type { Json } from '../json.ts';
import { textsFor } from './pattern-text.ts';

const two = (number: number): string => String(number % 100).padStart(2, '0');
const day = (variant: number): string => `2020-01-${two((variant % 28) + 1)}`;

/** A text of each format; another one for each variant. */
const byFormat: Record<string, (variant: number) => string> = {
  'date-time': (variant) => `${day(variant)}T12:00:00Z`,
  date: day,
  time: (variant) => `12:00:${two(variant % 60)}Z`,
  duration: (variant) => `P${variant + 1}D`,
  email: (variant) => `user${variant || ''}@host.example`,
  'idn-email': (variant) => `user${variant || ''}@host.example`,
  hostname: (variant) => `host${variant || ''}.example`,
  'idn-hostname': (variant) => `host${variant || ''}.example`,
  ipv4: (variant) => `192.0.2.${(variant % 254) + 1}`,
  ipv6: (variant) => `2001:db8::${((variant % 65_535) + 1).toString(16)}`,
  uri: (variant) => `https://host.example/${variant || ''}`,
  url: (variant) => `https://host.example/${variant || ''}`,
  iri: (variant) => `https://host.example/${variant || ''}`,
  'uri-reference': (variant) => `/${variant || ''}`,
  'iri-reference': (variant) => `/${variant || ''}`,
  'uri-template': (variant) => `/${variant || ''}`,
  uuid: (variant) => `00000000-0000-4000-8000-${variant.toString(16).padStart(12, '0')}`,
  byte: (variant) => Buffer.from(`text${variant || ''}`).toString('base64'),
  base64url: (variant) => Buffer.from(`text${variant || ''}`).toString('base64url'),
  'json-pointer': (variant) => `/${variant || 'a'}`,
  'relative-json-pointer': (variant) => `${variant}`,
  regex: (variant) => `a${variant || ''}`,
  char: (variant) => String.fromCodePoint(0x61 + (variant % 26)),
};

/** Strings that may keep a schema, the likeliest first; others for each variant. */
export function stringsOf(schema: Json, variant: number): string[] {
  const { pattern, format, minLength = 0, maxLength = Infinity } = schema;
  if (minLength > 1_000_000) return [];
  const formed = byFormat[format]?.(variant);
  const plain = `string${variant || ''}`;
  const texts = typeof pattern === 'string' ? textsFor(pattern, minLength, variant) : [];
  const all = [...texts, ...(formed === undefined ? [] : [formed]), ...(texts.length > 0 ? [] : [plain])];
  return all.map((text) => fitted(text, minLength, maxLength));
}

function fitted(text: string, least: number, most: number): string {
  const characters = Array.from(text);
  // The end tells variants apart.
  if (characters.length > most) return most > 0 ? characters.slice(-most).join('') : '';
  return characters.length < least ? text + 'a'.repeat(least - characters.length) : text;
}
