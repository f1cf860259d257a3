import { isJson } from '../../check/answers/reading/observed.ts';
import { readJson } from '../../check/answers/reading/read-json.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';
import type { PassedRequest } from './exchange.ts';
import { breachOf, type Breach } from './finding.ts';
import type { Match } from './operation-for.ts';
import type { ReadRequest } from './reading.ts';
import { otherRules, partRules } from './rules.ts';

/** What a request for an operation breaks of it. */
export function consumerBreaches(operation: string, request: PassedRequest, read: ReadRequest): Breach[] {
  const { unread, defects = [] } = request;
  const judged = read.violations.filter(({ kind }) => unread === undefined || kind !== 'body');
  return [
    ...defects.map((says) => breachOf(otherRules.syntax, operation, says)),
    ...readingsOf(request).map((says) => breachOf(otherRules.json, operation, says)),
    ...judged.map(({ kind, pointer, message }) => breachOf(partRules[kind], operation, `${pointer} ${message}`)),
    ...(unread === undefined ? [] : [breachOf(otherRules.unjudged, operation, `the body: ${unread}`)]),
    ...[...read.problems].map((reason) => breachOf(otherRules.unjudged, operation, reason)),
  ];
}

/** What two readers of a JSON body could read differently. One that is no JSON is another matter. */
function readingsOf({ headers, body }: PassedRequest): string[] {
  if (body.length === 0 || !isJson(headerOf(headers, 'content-type') ?? '')) return [];
  const { isJson: isText, defects } = readJson(body);
  return isText ? defects.map(({ says }) => says) : [];
}

/** What a request breaks that is for no operation. */
export function strayBreach({ method, target }: PassedRequest, { methods }: Match): Breach {
  const [path = ''] = target.split('?');
  const operation = `${method} ${path}`;
  return methods.length > 0
    ? breachOf(otherRules.method, operation, `${method}, where ${methods.join(', ')} is documented`)
    : breachOf(partRules.path, operation, path);
}
