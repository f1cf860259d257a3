import { sessionHeaders } from '../reading/session-headers.ts';
import { rule, type AnswerRule, type Rule } from './rule.ts';
import type { Seen } from '../reading/observed.ts';
import { decoded } from '../../wire/target.ts';

/** A key never comes back, in whatever spelling. */
export const authRules: AnswerRule[] = [
  {
    ...rule('auth/echo', 'A session key does not come back in an answer.', 'OWASP ASVS 14.2.1; RFC 6750 §5.3'),
    judge: (seen) => {
      const { answer, secrets } = seen;
      if (!answer) return [];
      const own = sessionHeaders(seen.contract);
      const headers = answer.headers.filter(([name]) => !own.has(name.toLowerCase()));
      const places: [string, string][] = [
        ...headers.map(([name, value]): [string, string] => [`the header ${name}`, `${name}: ${value}`]),
        ['the reason phrase', answer.reason],
        ...(answer.aside ?? []).map(([name, value]): [string, string] => [
          `the header ${name} of an interim answer or a trailer`,
          `${name}: ${value}`,
        ]),
        ['the body', bodyText(seen)],
      ];
      const texts = places.map(([place, text]) => [place, text.slice(0, longestText).toLowerCase()] as const);
      // Hardly any answer holds one.
      const all = texts.map(([, lower]) => lower).join('\n');
      const held = secrets.filter((secret) => holds(all, secret));
      if (held.length === 0) return [];
      // A page about a path that nobody has may quote it, whatever a probe has put there.
      const path = seen.case.wire.target.split('?')[0]!.toLowerCase();
      const quoted = [path, decoded(path)].filter((each) => held.some((secret) => holds(each, secret)));
      return texts
        .filter(([, lower]) => held.some((secret) => holds(without(lower, quoted), secret)))
        .map(([place]) => `${place} holds the session key`);
    },
  },
];

/** Rules about sessions that probes try. */
export const sessionRules: Rule[] = [
  rule('auth/missing', 'A request without a session is refused.', 'the document: security'),
  rule('auth/empty', 'A request with an empty session key is refused.', 'the document: security'),
  rule('auth/unknown', 'A request with an unknown session key is refused.', 'the document: security'),
  rule(
    'auth/near-miss',
    'A key that differs in one character, in length or in case is another key.',
    'the document: securitySchemes',
  ),
  rule('auth/place', 'A key counts only in the documented place.', 'the document: securitySchemes.*.in'),
  rule(
    'auth/twice',
    'A request with two keys, one of them wrong, is refused.',
    'RFC 9110 §5.3; securitySchemes',
    'warning',
  ),
  rule('auth/other-session', "Another user's session is refused.", 'the document: x-preconditions'),
  rule('auth/handout', 'A request that is refused for its key is handed no key that works.', 'the document: x-session'),
  rule('auth/order', 'Who has no session learns nothing of what else is wrong.', 'the document: x-violations; CWE-204'),
  rule('auth/blanks', 'Blanks around a header value are no part of it.', 'RFC 9110 §5.5'),
  rule('auth/old-key', 'A key that was renewed twice is dead.', 'the document: x-session'),
  rule('auth/new-key', 'A renewed key is accepted.', 'the document: x-session', 'warning'),
  rule('auth/unchecked', 'A made-up session key is refused.', 'the document: security', 'warning'),
];

const without = (text: string, parts: string[]): string =>
  parts.reduce((rest, part) => rest.replaceAll(part, ''), text);

/** The body as it is, and with the escapes of JSON and of HTML read. */
function bodyText({ answer }: Seen): string {
  const text = answer!.body.toString('utf8');
  if (!/\\u|&#/.test(text)) return text;
  const unescaped = text
    .replaceAll(/\\u([\da-fA-F]{4})|&#x([\da-fA-F]{1,4});/g, (_, unit: string | undefined, point: string) =>
      String.fromCharCode(Number.parseInt(unit ?? point, 16)),
    )
    .replaceAll(/&#(\d{1,5});/g, (_, point: string) => String.fromCharCode(Number(point)));
  return `${text} ${unescaped}`;
}

/** Longer texts are looked at up to here. */
const longestText = 100_000;
const spellings = new Map<string, string[]>();

/** The most secrets whose spellings are remembered. */
const mostSecrets = 1_000;

/** Whether a text holds a key: as it is, without its first or last part, in base64, in hexadecimal, percent-encoded or turned round. */
const holds = (lower: string, secret: string): boolean =>
  spellingsOf(secret).some((spelling) => lower.includes(spelling));

function spellingsOf(secret: string): string[] {
  const known = spellings.get(secret);
  if (known) return known;
  const base64 = Buffer.from(secret).toString('base64').slice(0, -4);
  const parts = [
    secret,
    secret.split('.')[0]!,
    base64,
    Array.from(secret).toReversed().join(''),
    Buffer.from(secret).toString('hex'),
  ].filter(({ length }) => length >= 8);
  const found = [...new Set(parts.flatMap((part) => [part.toLowerCase(), encodeURIComponent(part).toLowerCase()]))];
  // Traffic has a key after the other.
  if (spellings.size >= mostSecrets) spellings.clear();
  spellings.set(secret, found);
  return found;
}
