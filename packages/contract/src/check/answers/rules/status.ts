import type { Header, Operation } from '@cc-gateway/spec';
import { readOffer } from '../../values/offer.ts';
import { schemasOf } from '../../values/schema.ts';
import { headerOf } from '../../wire/raw-answer.ts';
import { rule, type AnswerRule, type Rule } from './rule.ts';
import { isBreakdown, type Seen } from '../reading/observed.ts';

/** Rules about the status of an answer. */
export const statusRules: AnswerRule[] = [
  {
    ...rule('status/undocumented', 'The status of an answer is a documented one.', 'the document: responses'),
    judge: (seen) => (isUndocumented(seen) ? [`the status is ${seen.answer!.status}`] : []),
  },
  {
    ...rule('status/redirect', 'A request is answered, not sent elsewhere.', 'the document: responses; RFC 9110 §15.4'),
    judge: ({ answer, documented, case: { tolerates = [] } }) =>
      answer && !documented && answer.status >= 300 && answer.status < 400 && !tolerates.includes(answer.status)
        ? [`the status is ${answer.status}, and Location is ${JSON.stringify(headerOf(answer.headers, 'location'))}`]
        : [],
  },
  {
    ...rule('status/server-error', 'A request, right or wrong, does not break the provider.', 'RFC 9110 §15.6'),
    judge: (seen) =>
      isBreakdown(seen.case.isOutside ? withoutPromise(seen) : seen) ? [`the status is ${seen.answer!.status}`] : [],
  },
  {
    ...rule(
      'status/header',
      'A documented header keeps its schema, and a required one is there.',
      'the document: responses.*.headers',
    ),
    judge: (seen) =>
      seen.case.isOutside ? [] : (seen.documented?.headers ?? []).flatMap((each) => broken(seen, each)),
  },
];

/** Rules about the status that probes of their own try. */
export const statusProbeRules: Rule[] = [
  rule('status/http-1.0', 'A request in HTTP/1.0 gets the status that it gets in HTTP/1.1.', 'RFC 9110 §2.5, §6.2'),
  rule('status/host', 'A request without Host gets 400, or the status that it gets with one.', 'RFC 9112 §3.2'),
];

function withoutPromise(seen: Seen): Seen {
  const { documented: _, ...rest } = seen;
  return rest;
}

/** Statuses that the operation itself says, and nothing in front of it. */
const own = new Set([402, 418, 422, 423, 424, 451]);

/** Whether the document says how a wrong request is refused: what else refuses it is documented, too. */
const saysWrong = ({ answers }: Operation): boolean => answers.some(({ status }) => status === '400');

function isUndocumented({ answer, documented, case: each }: Seen): boolean {
  if (!answer || each.isOutside || documented || each.tolerates?.includes(answer.status)) return false;
  const { status } = answer;
  if (status >= 300 && status < 400) return false;
  // Without a success rule any other 4xx is how HTTP refuses, and any 5xx is told as what it is.
  return each.operation.success !== undefined || status < 400 || (own.has(status) && saysWrong(each.operation));
}

function broken({ answer, contract }: Seen, { name, required, schema }: Header): string[] {
  const lines = answer!.headers
    .filter(([known]) => known.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  if (lines.length === 0) return required ? [`the header ${name} is not there`] : [];
  // A cookie is set by a line of its own; the lines of other headers are one list.
  const values = name.toLowerCase() === 'set-cookie' ? lines : [lines.join(', ')];
  const schemas = schemasOf(contract);
  const isKept = (value: string): boolean =>
    [value, readOffer(schemas, schema, value)].some((reading) => schemas.accepts(schema, reading));
  return values.filter((value) => !isKept(value)).map((value) => `the header ${name} is ${JSON.stringify(value)}`);
}
