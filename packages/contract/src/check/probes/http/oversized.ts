import type { Case } from '../../answers/reading/case.ts';
import { caseOf, hasJsonBody, type Plan } from '../../requests/plan.ts';
import { withHeader, withQuery, type Wire } from '../../wire/request.ts';

/** Far more than a request of the document needs, and than servers take that bound what they read. */
const bodyBytes = 2 ** 22;
const headBytes = 2 ** 18;

/** The accepted request, made far larger than any honest one by what means nothing. Carried out, it is worth a look. */
export function oversizedCases(plan: Plan): Case[] {
  const { wire } = plan;
  const tries: [string, Wire][] = [
    [`a header of ${headBytes} bytes`, withHeader(wire, 'X-Long', 'a'.repeat(headBytes))],
    [`a target of ${headBytes} bytes`, withQuery(wire, `undocumented=${'a'.repeat(headBytes)}`)],
    ...(hasJsonBody(plan)
      ? [[`a body of ${bodyBytes} bytes, most of them blanks`, padded(wire, plan.bodyText)] as [string, Wire]]
      : []),
  ];
  return tries.map(([what, sent]) =>
    caseOf(plan, {
      id: `oversized/${what}`,
      rule: 'accepts/size',
      about: `the request has ${what}`,
      wire: sent,
      expect: 'refused',
      isOutside: true,
      mayBeCutOff: true,
    }),
  );
}

/** A large body may be cut off without an answer, so it says of itself how long it is. */
function padded(wire: Wire, text: string): Wire {
  const blanks = Buffer.alloc(bodyBytes - text.length, ' ');
  const body = Buffer.concat([Buffer.from(text.slice(0, -1)), blanks, Buffer.from(text.slice(-1))]);
  return { ...withHeader(wire, 'Content-Length', String(body.length)), framing: 'asGiven', body };
}
