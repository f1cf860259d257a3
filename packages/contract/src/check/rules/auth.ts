import { rule, type AnswerRule, type Rule } from './rule.ts';
import type { Seen } from '../seen.ts';

/** A key never comes back, in whatever clothes. */
export const authRules: AnswerRule[] = [
  {
    ...rule('auth/echo', 'A session key does not come back in an answer.', 'OWASP ASVS 14.2.1; RFC 6750 §5.3'),
    judge: (seen) => {
      const { answer, secrets } = seen;
      if (!answer) return [];
      const own = seen.case.operation.security.flat().flatMap(({ session }) => session?.header.toLowerCase() ?? []);
      const headers = answer.headers.filter(([name]) => !own.includes(name.toLowerCase()));
      const places: [string, string][] = [
        ...headers.map(([name, value]): [string, string] => [`the header ${name}`, `${name}: ${value}`]),
        ['the reason phrase', answer.reason],
        ['the body', bodyText(seen)],
      ];
      return places.filter(([, text]) => secrets.some((secret) => holds(text, secret))).map(([place]) => `${place} holds the session key`);
    },
  },
];

/** Rules about sessions that probes try. */
export const sessionRules: Rule[] = [
  rule('auth/missing', 'A request without a session is refused.', 'the document: security'),
  rule('auth/empty', 'A request with an empty session key is refused.', 'the document: security'),
  rule('auth/unknown', 'A request with an unknown session key is refused.', 'the document: security'),
  rule('auth/near-miss', 'A key that differs in one character, in length or in case is another key.', 'the document: securitySchemes'),
  rule('auth/place', 'A key counts only in the documented place.', 'the document: securitySchemes.*.in'),
  rule('auth/twice', 'A request with two keys, one of them wrong, is refused.', 'RFC 9110 §5.3; securitySchemes'),
  rule('auth/other-session', "Another user's session is refused.", 'the document: x-preconditions'),
  rule('auth/blanks', 'Blanks around a header value are no part of it.', 'RFC 9110 §5.5'),
  rule('auth/old-key', 'A key that was renewed twice is dead.', 'the document: x-session'),
  rule('auth/new-key', 'A renewed key is accepted.', 'the document: x-session', 'warning'),
  rule('auth/unchecked', 'A made-up session key is refused.', 'the document: security', 'warning'),
];

function bodyText({ answer, json }: Seen): string {
  const text = answer!.body.toString('utf8');
  return json?.isJson ? `${text} ${JSON.stringify(json.value)}` : text;
}

/** Whether a text holds a key: as it is, without its first or last part, in base64, percent-encoded or turned round. */
function holds(text: string, secret: string): boolean {
  if (secret.length < 8) return false;
  const parts = [secret, secret.split('.')[0]!, Buffer.from(secret).toString('base64').slice(0, -4), [...secret].toReversed().join('')];
  const lower = text.toLowerCase();
  return parts.some((part) => part.length >= 8 && (lower.includes(part.toLowerCase()) || lower.includes(encodeURIComponent(part).toLowerCase())));
}
