import type { PassedRequest } from './exchange.ts';
import { breachOf, type Breach } from './finding.ts';
import type { Match } from './operation-for.ts';
import type { ReadRequest } from './reading.ts';
import { otherRules, partRules } from './rules.ts';

/** What a request for an operation breaks of it. */
export function consumerBreaches(
  operation: string,
  { unread, defects = [] }: PassedRequest,
  read: ReadRequest,
): Breach[] {
  const judged = read.violations.filter(({ kind }) => unread === undefined || kind !== 'body');
  return [
    ...defects.map((says) => breachOf(otherRules.syntax, operation, says)),
    ...judged.map(({ kind, pointer, message }) => breachOf(partRules[kind], operation, `${pointer} ${message}`)),
    ...(unread === undefined ? [] : [breachOf(otherRules.unjudged, operation, `the body: ${unread}`)]),
    ...[...read.problems].map((reason) => breachOf(otherRules.unjudged, operation, reason)),
  ];
}

/** What a request breaks that is for no operation. */
export function strayBreach({ method, target }: PassedRequest, { methods }: Match): Breach {
  const [path = ''] = target.split('?');
  const operation = `${method} ${path}`;
  return methods.length > 0
    ? breachOf(otherRules.method, operation, `${method}, where ${methods.join(', ')} is documented`)
    : breachOf(partRules.path, operation, path);
}
