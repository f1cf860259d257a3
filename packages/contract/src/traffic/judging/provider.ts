import type { Contract, Operation } from '@cc-gateway/spec';
import { answerRules } from '../../check/answers/rules/catalogue.ts';
import { see, type Seen } from '../../check/answers/reading/observed.ts';
import type { Exchange } from './exchange.ts';
import type { Breach } from './finding.ts';

/** What a router or a server before the provider may answer to anything. */
const tolerated = [400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 421, 429, 431, 500, 502, 503, 504];

/** An answer, read as the checks read it. */
export function readExchange(
  contract: Contract,
  operation: Operation,
  { request, answer }: Exchange,
  keys: string[],
): Seen {
  const { method, target, headers, body } = request;
  return see(
    contract,
    {
      id: 'passed',
      operation,
      wire: { method, target, version: '1.1', headers, body, framing: 'asGiven' },
      about: 'what has passed',
      rule: '',
      expect: 'anything',
      place: operation.pointer,
      tolerates: tolerated,
    },
    {
      sent: Buffer.alloc(0),
      received: Buffer.alloc(0),
      ...(answer && { answer }),
      isComplete: true,
      surplus: Buffer.alloc(0),
      ending: 'open',
      isEarly: false,
      isUnasked: false,
      ms: 0,
    },
    keys,
  );
}

/** What an answer breaks, whatever the request was. Of a recording, what the recorder may have changed is not judged. */
export function providerBreaches(seen: Seen, { isExact }: Exchange): Breach[] {
  return answerRules
    .filter(({ name }) => isExact || !name.startsWith('transport/'))
    .flatMap((rule) =>
      rule.judge(seen).map((received): Breach => ({
        side: 'provider',
        rule: rule.name,
        severity: rule.severity,
        says: rule.says,
        reference: rule.reference,
        operation: seen.case.operation.id,
        received,
      })),
    );
}
