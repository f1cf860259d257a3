import type { IHttpOperationConfig, IHttpRequest } from '@stoplight/prism-http';
import { modules } from '../modules.ts';
import { problemOf, unforeseen, type Problem } from '../problem.ts';
import type { Violation } from '../violations.ts';
import { logger } from './logger.ts';
import type { Resource } from './operation.ts';
import type { Answer, Preference } from './types.ts';

/** Under which an answer is remembered: what Prism looks at in a valid request. */
export const keyOf = ({ code, exampleKey, ignoreExamples }: Preference, accept: string | undefined): string =>
  JSON.stringify([code, exampleKey, accept, ignoreExamples === true]);

/** Prism's own mocker, asked for one answer. */
export function askPrism(
  resource: Resource,
  data: IHttpRequest,
  validations: Violation[],
  preference: Preference,
): Answer | { error: Problem } {
  const ask = (input: IHttpRequest): Answer | { error: Problem } => {
    const config = { ...preference } as IHttpOperationConfig;
    const answer = modules.mocker({ resource, input: { data: input, validations }, config })(logger);
    if (answer._tag === 'Left') return { error: answer.left };
    const { statusCode: status, headers = {}, body } = answer.right;
    return { status, headers, body };
  };
  try {
    return ask(data);
  } catch (error) {
    return { error: isAcceptAtFault(ask, data) ? notAcceptable() : unforeseen(error, 'making the answer') };
  }
}

/** What Prism reads of a valid request is Accept, and it breaks on one that is no list of media types. */
function isAcceptAtFault(ask: (input: IHttpRequest) => unknown, { headers = {}, ...data }: IHttpRequest): boolean {
  const { accept, ...others } = headers;
  if (accept === undefined) return false;
  try {
    ask({ ...data, headers: others });
    return true;
  } catch {
    return false;
  }
}

function notAcceptable(): Problem {
  const { status, type, title } = modules.prism.NOT_ACCEPTABLE;
  return problemOf(status, type, title, 'Accept is no list of media types.');
}
