import type { Case } from '../../answers/reading/case.ts';
import { caseOf, type Plan } from '../../requests/plan.ts';
import { withHeader, type Wire } from '../../wire/request.ts';

/** Requests that break HTTP so that two readers could read two requests: none of them may be carried out. */
export function framingCases(plan: Plan): Case[] {
  const { wire } = plan;
  const body = wire.body ?? Buffer.alloc(0);
  const length = String(body.length);
  const chunks = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
  const raw = (headers: [string, string][], bytes: Buffer): Wire => ({
    ...wire,
    headers: [...wire.headers, ...headers],
    body: bytes,
    framing: 'asGiven',
  });
  const chunked: [string, string] = ['Transfer-Encoding', 'chunked'];
  const tries: [string, Wire][] = [
    [
      'two lengths that differ',
      raw(
        [
          ['Content-Length', length],
          ['Content-Length', String(body.length + 5)],
        ],
        body,
      ),
    ],
    ['a length with a sign', raw([['Content-Length', `+${length}`]], body)],
    [
      'a length, and chunks that are none',
      raw([['Content-Length', length], chunked], Buffer.concat([body, Buffer.from('\r\n0\r\n\r\n')])),
    ],
    ['a transfer coding that nobody knows', raw([['Transfer-Encoding', 'x-unknown']], body)],
    [
      'a chunk size that is no number',
      raw([chunked], Buffer.concat([Buffer.from('zz\r\n'), body, Buffer.from('\r\n0\r\n\r\n')])),
    ],
    [
      'a chunk size with a prefix',
      raw(
        [chunked],
        Buffer.concat([Buffer.from(`0x${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]),
      ),
    ],
    [
      'a second Host',
      raw(
        [
          ['Content-Length', length],
          ['Host', 'contract-check.example'],
        ],
        body,
      ),
    ],
    ['a blank before a colon', raw([['Content-Length ', length]], body)],
  ];
  if (!wire.body) return [];
  const of = (what: string, sent: Wire, more: Partial<Case> = {}): Case =>
    caseOf(plan, {
      id: `framing/${what}`,
      rule: 'transport/request-framing',
      about: `the request has ${what}`,
      wire: sent,
      expect: 'refused',
      isOutside: true,
      ...more,
    });
  return [
    ...tries.map(([what, sent]) => of(what, withHeader(sent, 'Connection', 'close'))),
    // The chunks may count, if the connection ends after the answer: RFC 9112, section 6.3.
    of('a length and chunks', raw([['Content-Length', length], chunked], chunks), {
      lingerMs: 500,
      isAllowed: ({ ending }) => ending !== 'open',
    }),
  ];
}
