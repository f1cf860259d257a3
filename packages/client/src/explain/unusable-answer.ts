import type { AnswerFault, RawAnswer } from '../answer.ts';
import type { CallState } from '../call-state.ts';
import type { UnusableReason } from '../errors.ts';
import type { Explanation } from '../explainer.ts';
import type { AnswerFacts, Check, OperationFacts } from '../facts.ts';
import { mostBytes } from '../most-bytes.ts';
import type { Violation } from '../violations.ts';
import { brokenConnection } from './broken-connection.ts';
import { decodingFault } from './decoding-fault.ts';
import { jsonFault } from './json-fault.ts';
import { mediaTypeFault } from './media-type-fault.ts';
import { freshKeys, printableHeaders, readable, redactor } from './redact.ts';
import { refusal } from './refusal.ts';
import { faultsOf, kindOf, listed, violationsOf } from './violations.ts';

/** By these the HTTP layer says that it did not pass the request on. */
const turnedAway = new Set([401, 404, 405, 413, 415, 429]);

/** What an answer that is no success means: a refusal, an answer that cannot be used, or a connection that broke. */
export function unusableAnswer(
  [what, more]: AnswerFault,
  { answers }: OperationFacts,
  { status, headers }: RawAnswer,
  documented: AnswerFacts | null | undefined,
  body: unknown,
  entriesOf: (headers: unknown) => [name: string, value: unknown][],
  state: CallState,
): Explanation {
  const received = readable(headers, entriesOf);
  state.secrets.push(...freshKeys(received));
  const redact = redactor(state.secrets);
  const answered = { headers: printableHeaders(received, redact), ...(status !== undefined && { status }) };
  const unusable = (reason: UnusableReason, why: string, violations: readonly Violation[] = []): Explanation => {
    const text = redact(why);
    const isTurnedAway = turnedAway.has(status!);
    const effect = isTurnedAway ? 'the request took no effect.' : 'the call may have taken effect.';
    const facts = { ...answered, reason, violations };
    return {
      name: 'UnusableAnswerError',
      message: `the answer cannot be used: ${text.length > 2000 ? `${text.slice(0, 2000)}…` : text}; ${effect}`,
      outcome: isTurnedAway ? 'not-applied' : 'unknown',
      retryable: status === 429,
      ...facts,
    };
  };
  const tooLarge = (): Explanation => unusable('too-large', `its body has more than ${mostBytes} bytes`);
  const { type = '', form, success } = documented ?? {};

  switch (what) {
    case 'no-answer':
      return unusable('status', `fetch gave ${kindOf(more)} for it, expected a Response with a status`);
    case 'status': {
      const isRedirect = status === 0 || (status! >= 300 && status! < 400);
      const expected = Object.keys(answers).join(' or ');
      return unusable(
        'status',
        isRedirect
          ? `it is a redirect, expected HTTP status ${expected}`
          : `its HTTP status is ${status}, expected ${expected}`,
      );
    }
    case 'no-body':
      return unusable('not-json', 'fetch gave it no body, arrayBuffer() or text() to read');
    case 'too-large':
      return tooLarge();
    case 'broken': {
      const code = decodingFault(more);
      if (code === undefined) return brokenConnection(more, { phase: 'answered', outcome: 'unknown' }, state);
      if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge();
      return unusable('not-decoded', `its body cannot be decoded from its Content-Encoding (${code})`);
    }
    case 'type':
      return unusable(form ? 'off-contract' : 'not-json', mediaTypeFault(more as string | null, type));
    case 'text':
      return unusable('off-contract', 'its text is not UTF-8');
    case 'json':
      return unusable('not-json', `the body ${jsonFault(body as Uint8Array)}`);
    case 'refused':
      return refusal(more as string, success!.message, body, redact, answered, state);
    case 'schema': {
      const violations = violationsOf(faultsOf(more as Check, documented!.schema, body)).map(({ path, message }) => ({
        path: redact(path),
        message: redact(message),
      }));
      return unusable('off-contract', `its body breaks the contract: ${listed(violations, 'it')}`, violations);
    }
    case 'code':
      return unusable('off-contract', `its code is neither ${JSON.stringify(success!.equals)} nor another string`);
  }
}
