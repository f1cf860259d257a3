import { membersOf, type Operation } from '@cc-gateway/spec';
import type { Fault } from '@cc-gateway/mock';
import type { Situation } from './situation.ts';

const http = (section: string): string => `RFC 9110, section ${section}`;
const wire = 'HTTP: a request whose answer does not come may have been carried out (RFC 9110, section 9.2.2)';

/** What goes wrong between a call that is carried out and its caller: it may have taken effect. */
export function faultSituations(operation: Operation): Situation[] {
  const lost = (name: string, says: string, fault: Fault, reference = wire): Situation => ({
    name: `wire/${name}`,
    says,
    reference,
    plays: [{ fault }],
    outcome: 'unknown',
    retry: 'never',
  });
  const pointer = /^\$response\.body#(\/.+)$/.exec(operation.success?.value ?? '')?.[1];
  return [
    lost('hang', 'the request is read and carried out, and no answer comes', { hang: true }),
    lost('reset', 'the request is carried out, and the connection is reset before the answer', { reset: true }),
    lost('truncated', 'the answer breaks off after five bytes of its body', { truncate: 5 }, http('8.6')),
    lost('empty', 'the answer has no body', { empty: true }, 'the document: the schema of the answer'),
    lost('html', 'a load balancer answers 502 with a page of HTML', { html: 502 }, http('15.6.3')),
    lost('charset', 'the answer is in UTF-16, and says UTF-8', { charset: 'utf-16le' }, 'RFC 8259, section 8.1'),
    lost(
      'media-type',
      'the answer says text/plain, and holds no JSON',
      { contentType: 'text/plain', html: 200 },
      http('8.3'),
    ),
    ...(pointer === undefined
      ? []
      : [
          lost(
            'number',
            'the code of the answer is a number, where a text is documented',
            { set: { [pointer]: 0 } },
            'the document: the schema of the answer',
          ),
          lost('no-code', 'the answer has no code', { remove: [pointer] }, 'the document: the schema of the answer'),
          lost(
            'nested',
            'the answer has a success deep inside, and no code',
            { remove: [pointer], set: { '/nested': { [pointer.slice(1)]: operation.success!.equals } } },
            'the document: x-success',
          ),
        ]),
    ...toleratedSituations(operation),
    {
      name: 'wire/drip',
      says: 'the answer comes byte by byte, and is whole in the end',
      reference: http('6.1'),
      plays: [{ fault: { drip: 4 } }],
      outcome: 'applied',
      retry: 'never',
    },
  ];
}

/** A success in which each member is as the document says that gateways have it against its schema. */
function toleratedSituations({ answers, success }: Operation): Situation[] {
  const schema = success && answers[0]?.contents[0]?.schema;
  const set = Object.entries(membersOf(schema ?? {})).flatMap(([name, member]): [string, unknown][] => {
    const values: unknown[] = member['x-tolerated']?.schema?.enum ?? [];
    return values.length === 0 ? [] : [[`/${name}`, values.at(-1)]];
  });
  if (set.length === 0) return [];
  const says = set.map(([pointer, value]) => `${JSON.stringify(value)} for ${pointer.slice(1)}`).join(', ');
  return [
    {
      name: 'wire/tolerated',
      says: `the answer is a success, and has ${says}, as gateways do`,
      reference: 'the document: x-tolerated',
      plays: [{ fault: { set: Object.fromEntries(set) } }],
      outcome: 'applied',
      retry: 'never',
    },
  ];
}

/** What stands before a gateway, or a gateway of another age, does. */
export const specialSituations: Situation[] = [
  {
    name: 'wire/hang-unread',
    says: 'the connection opens, and nobody reads the request',
    reference: wire,
    plays: [{ special: 'hangs-unread' }],
    outcome: 'unknown',
    retry: 'never',
  },
  {
    name: 'wire/reset-unread',
    says: 'the connection is reset as soon as the request comes',
    reference: wire,
    plays: [{ special: 'resets-unread' }],
    outcome: 'unknown',
    retry: 'never',
  },
  {
    name: 'wire/reused-closed',
    says: 'a connection that is kept for a second call is closed as that call is sent',
    reference: 'RFC 9112, section 9.3.1',
    plays: [{ special: 'answers' }, { special: 'closes-reused' }],
    outcome: 'unknown',
    retry: 'never',
    calls: 'in turn',
    needs: 'a service, or a command that makes as many calls as CC_GATEWAY_CALLS says, over a connection that it keeps',
  },
  {
    name: 'http/redirect',
    says: 'the answer is 307, to another origin',
    reference: http('15.4.8'),
    plays: [{ special: 'redirects' }],
    outcome: 'unknown',
    retry: 'never',
  },
  {
    name: 'http/retry-after',
    says: 'the answer is 429 with Retry-After: 1, then the call is carried out',
    reference: 'RFC 6585, section 4; RFC 9110, section 10.2.3',
    plays: [{ special: 'asks-to-wait' }, { special: 'answers' }],
    outcome: 'not-applied',
    retry: 'backoff',
    finally: 'applied',
  },
  {
    name: 'http/unavailable',
    says: 'the answer is 503, and the success that it quotes is none',
    reference: http('15.6.4'),
    plays: [{ special: 'unavailable' }],
    outcome: 'unknown',
    retry: 'never',
  },
  {
    name: 'http/large',
    says: 'the answer is a success with 5 MB of what nobody asked for',
    reference: 'the document: the schema of the answer',
    plays: [{ special: 'answers-much' }],
    outcome: 'unknown',
    retry: 'never',
    finally: 'applied',
  },
  {
    name: 'http/1.0',
    says: 'the answer is in HTTP/1.0, without a length, and ends with the connection',
    reference: 'RFC 9112, section 6.3',
    plays: [{ special: 'answers-in-1.0' }],
    outcome: 'applied',
    retry: 'never',
  },
];
