import type { Contract, Operation } from '@cc-gateway/spec';
import { answerRules } from '../../check/answers/rules/catalogue.ts';
import { see, type Seen } from '../../check/answers/reading/observed.ts';
import type { Exchange } from './exchange.ts';
import type { Breach } from './finding.ts';

/** What a server before the provider may answer to a request that is right. */
const passing = [408, 421, 429, 502, 503, 504];

/** What it may answer to one that is not. */
const refusing = [...passing, 400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 417, 431, 500];

const nothing = Buffer.alloc(0);

/** An answer, read as the checks read it. `isRight`: the request keeps the contract. */
export function readExchange(
  contract: Contract,
  operation: Operation,
  { request, answer, wire }: Exchange,
  keys: string[],
  isRight: boolean,
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
      tolerates: isRight ? passing : refusing,
    },
    {
      sent: nothing,
      received: nothing,
      ...(answer && { answer }),
      isComplete: true,
      surplus: nothing,
      ending: 'open',
      isEarly: false,
      isUnasked: false,
      ms: 0,
      ...wire,
    },
    keys,
  );
}

/** What an answer breaks, whatever the request was. Of a recording, what the recorder may have changed is not judged. */
export function providerBreaches(seen: Seen, { isExact }: Exchange): Breach[] {
  return (isExact ? answerRules : recordedRules).flatMap((rule) =>
    rule.judge(seen).map((received): Breach => {
      const { name, says, reference } = rule;
      const severity = rule.severity === 'violation' ? 'violation' : 'warning';
      return { side: 'provider', rule: name, severity, says, reference, operation: seen.case.operation.id, received };
    }),
  );
}

const recordedRules = answerRules.filter(({ name }) => !name.startsWith('transport/'));
