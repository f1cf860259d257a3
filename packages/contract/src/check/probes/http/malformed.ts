import type { Case } from '../../answers/reading/case.ts';
import { hasJsonBody, caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, type Wire } from '../../wire/request.ts';

/** Requests that nobody sends in good faith: whatever they are answered, the provider is not broken by them. */
export function malformedCases(plan: Plan): Case[] {
  const { wire } = plan;
  const query = wire.target.includes('?') ? '&' : '?';
  const tries: [string, Wire][] = [
    ['a stray percent sign in the path', { ...wire, target: wire.target.replace(/\/(?=[^/]*$)/, '/%') }],
    [
      'a percent-encoded byte that is no UTF-8 in the path',
      { ...wire, target: wire.target.replace(/\/(?=[^/]*$)/, '/%FF') },
    ],
    ['a stray percent sign in the query', { ...wire, target: `${wire.target}${query}a=%zz` }],
    ['a target of 4,000 characters', { ...wire, target: `${wire.target}${query}a=${'b'.repeat(4_000)}` }],
    ['90 headers', { ...wire, headers: [...wire.headers, ...many] }],
    ['an Accept that is no media type', withHeader(wire, 'Accept', ';;,/')],
    ['an Accept-Language that is none', withHeader(wire, 'Accept-Language', '\u00e9;q=x')],
    ['an Accept-Encoding that is none', withHeader(wire, 'Accept-Encoding', ';q=,,')],
    ...(hasJsonBody(plan) ? bodies(plan) : []),
  ];
  return tries.map(([what, sent]) =>
    caseOf(plan, {
      id: `odd/${what}`,
      rule: 'status/server-error',
      about: `the request has ${what}`,
      wire: sent,
      expect: 'anything',
      isOutside: true,
    }),
  );
}

const many = Array.from({ length: 80 }, (_, index): [string, string] => [`X-Odd-${index}`, '1']);

/** A large body may be cut off without an answer, so it says of itself how long it is. */
function padded(wire: Wire, text: string, blanks: number): Wire {
  const body = Buffer.from(text.slice(0, -1) + ' '.repeat(blanks) + text.slice(-1));
  return { ...withHeader(wire, 'Content-Length', String(body.length)), framing: 'asGiven', body };
}

function bodies(plan: Plan): [what: string, wire: Wire][] {
  const { wire, bodyText } = plan;
  const end = (text: string): string => bodyText.replace(/:"([^"\\]+)"/, (_, inner: string) => `:"${inner}${text}"`);
  const members = Array.from({ length: 600 }, (_, index) => `"m${index}":${index}`).join(',');
  return [
    ['half a surrogate pair in a string', plan.wireWithBody(end(String.raw`\ud800`))],
    ['an escaped NUL in a string', plan.wireWithBody(end(String.raw`\u0000`))],
    ['a string of format letters', plan.wireWithBody(end('%s%n%d{0}${x}'))],
    ['a number of 400 digits', plan.wireWithBody(bodyText.replace(/(:)(-?\d+)/, `$1${'9'.repeat(400)}`))],
    [
      '600 members',
      plan.wireWithBody(
        bodyText.replace(/^\{(.)/, (_, first: string) => `{${members}${first === '}' ? '' : ','}${first}`),
      ),
    ],
    ['a body of 1.2 MB', padded(wire, bodyText, 1_200_000)],
    ['a charset that nobody knows', withHeader(wire, 'Content-Type', 'application/json; charset=x-unknown')],
    ['a Content-Type that is no media type', withHeader(wire, 'Content-Type', '/;=')],
  ];
}
