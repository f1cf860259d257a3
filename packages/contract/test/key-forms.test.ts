import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { redactorOf } from '../src/check/keys/redact.ts';

const key = "b7Zq-41f.9&x'K/2pL";
const redactor = redactorOf(contract, { auth: key });
const bytes = [...Buffer.from(key)];
const each = (write: (byte: number) => string): string => bytes.map(write).join('');
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const encodings: [name: string, text: string][] = [
  ['as it is', key],
  ['in hexadecimal', Buffer.from(key).toString('hex')],
  ['in capital hexadecimal', Buffer.from(key).toString('hex').toUpperCase()],
  ['in base64', Buffer.from(key).toString('base64')],
  ['in base64, one byte in', Buffer.from(`u${key}xyz`).toString('base64')],
  ['in base64, two bytes in', Buffer.from(`ab${key}x`).toString('base64')],
  ['in base64 of URLs, one byte in', Buffer.from(`u${key}xyz`).toString('base64url')],
  ['percent-encoded, small', each((byte) => `%${hex(byte)}`)],
  ['percent-encoded, capital', each((byte) => `%${hex(byte).toUpperCase()}`)],
  ['percent-encoded twice', each((byte) => `%25${hex(byte)}`)],
  ['as URLs have it', encodeURIComponent(key)],
  ['as URLs have it, small', encodeURIComponent(key).toLowerCase()],
  ['in escapes of JSON', each((byte) => String.raw`\u00${hex(byte)}`)],
  ['in one escape of JSON', key.replace('/', String.raw`\/`)],
  ['in some escapes of JSON', key.replace('&', String.raw`\u0026`).replace("'", String.raw`\u0027`)],
  ['in entities of HTML', key.replace('&', '&amp;').replace("'", '&#39;')],
  ['in named entities of HTML', key.replace('&', '&amp;').replace("'", '&apos;')],
  ['in decimal entities', each((byte) => `&#${byte};`)],
  ['in hexadecimal entities', each((byte) => `&#x${hex(byte).toUpperCase()};`)],
  ['turned round', Array.from(key).toReversed().join('')],
];

test.each(encodings)('a key %s is masked', (_, text) => {
  const shown = redactor.redact(`{"message":"no ${text}, sorry"}`);
  expect(shown).toMatch(/\$/);
  // Eight characters of the key's own are more than what stands before and after it.
  for (let at = 4; at + 8 < text.length - 4; at += 1) expect(shown).not.toContain(text.slice(at, at + 8));
});

test('what is no key stays as it is', () => {
  const text = '{"message":"100 % of A&amp;B \\u0026 c","id":"b7Zq-41g"}';
  expect(redactor.redact(text)).toBe(text);
});
