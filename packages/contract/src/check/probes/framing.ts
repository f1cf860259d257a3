import type { Case } from '../case.ts';
import { caseOf, type Plan } from '../plan.ts';
import { withHeader, type Wire } from '../wire/request.ts';

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
      'a length and chunks',
      raw(
        [
          ['Content-Length', length],
          ['Transfer-Encoding', 'chunked'],
        ],
        chunks,
      ),
    ],
    ['a transfer coding that nobody knows', raw([['Transfer-Encoding', 'x-unknown']], body)],
    [
      'a chunk size that is no number',
      raw(
        [['Transfer-Encoding', 'chunked']],
        Buffer.concat([Buffer.from('zz\r\n'), body, Buffer.from('\r\n0\r\n\r\n')]),
      ),
    ],
    ['a blank before a colon', raw([['Content-Length ', length]], body)],
  ];
  return (wire.body ? tries : []).map(([what, sent]) =>
    caseOf(plan, {
      id: `framing/${what}`,
      rule: 'transport/request-framing',
      about: `the request has ${what}`,
      wire: withHeader(sent, 'Connection', 'close'),
      expect: 'refused',
      isOutside: true,
    }),
  );
}
