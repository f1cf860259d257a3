import type { Violation } from '@cc-gateway/openapi/codec';
import { answerRules } from '../../check/answers/rules/catalogue.ts';

/** Who has broken a rule: who asked, or who answered. */
export type Side = 'consumer' | 'provider';

/** A sentence that one side must keep. */
export interface TrafficRule {
  side: Side;
  /** Class and name; stands in reports. */
  name: string;
  /** A warning never fails a run. */
  severity: 'violation' | 'warning';
  /** What holds where the rule is kept. */
  says: string;
  /** Where it is written. */
  reference: string;
}

const rule = (
  side: Side,
  name: string,
  says: string,
  reference: string,
  severity: TrafficRule['severity'] = 'violation',
): TrafficRule => ({ side, name, severity, says, reference });

const document = 'the document';

/** What is broken by a part of a request. */
export const partRules: Record<Violation['kind'], TrafficRule> = {
  security: rule('consumer', 'request/security', 'A request carries the credentials that are demanded.', document),
  path: rule(
    'consumer',
    'request/path',
    'A request goes to a documented path, whose parameters keep their schemas.',
    document,
  ),
  query: rule('consumer', 'request/query', 'The query keeps the contract.', document),
  header: rule('consumer', 'request/header', 'The headers keep the contract.', document),
  cookie: rule('consumer', 'request/cookie', 'The cookies keep the contract.', document),
  mediaType: rule('consumer', 'request/mediaType', 'A body has a documented media type.', document),
  body: rule('consumer', 'request/body', 'A body keeps its schema.', document),
};

/** What is broken by a request as a whole, or by one after another. */
export const otherRules = {
  method: rule('consumer', 'request/method', 'A request has a documented method.', 'the document: paths'),
  json: rule('consumer', 'request/json', 'A JSON body reads alike for every reader.', 'RFC 8259 §4, §6, §8; RFC 7493'),
  syntax: rule('consumer', 'request/http', 'A request keeps HTTP.', 'RFC 9112 §2.2, §3.2, §5, §6'),
  answerUnjudged: rule('provider', 'answer/unjudged', 'What an answer carries can be judged.', document, 'warning'),
  unjudged: rule('consumer', 'request/unjudged', 'What a request carries can be judged.', document, 'warning'),
  again: rule(
    'consumer',
    'state/again',
    'What a call has changed is not changed by the same call again.',
    'the document: x-effects',
    'warning',
  ),
  deadKey: rule(
    'consumer',
    'state/dead-key',
    'A key that has died is not used again.',
    'the document: x-session',
    'warning',
  ),
  clientStamp: rule(
    'consumer',
    'version/skew',
    'A client is made from the contract that its traffic is held to.',
    'the document: info.version',
    'warning',
  ),
  gatewayStamp: rule(
    'provider',
    'version/skew',
    'A gateway is made from the contract that its traffic is held to.',
    'the document: info.version',
    'warning',
  ),
} satisfies Record<string, TrafficRule>;

/** Every rule, of both sides. Those of answers are the rules of the checks. */
export const trafficRules: TrafficRule[] = [
  ...Object.values(partRules),
  ...Object.values(otherRules),
  ...answerRules.map(({ name, severity, says, reference }): TrafficRule => ({
    side: 'provider',
    name,
    // A document that contradicts itself is worth a look where its traffic shows it.
    severity: severity === 'violation' ? 'violation' : 'warning',
    says,
    reference,
  })),
];
