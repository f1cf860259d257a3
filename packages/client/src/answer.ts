import type { CallState } from './call-state.ts';
import { retcodes } from './contract.ts';
import { RefusedError, UnusableAnswerError, type UnusableReason } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { parseJson } from './json.ts';
import { mediaTypeFault } from './media-type.ts';
import { freshKeys, printableHeaders, redactor, type Redact } from './redact.ts';
import type { HeadersLike } from './transport.ts';
import { violationsOf, type Violation } from './violations.ts';

/** An answer as it came off the wire. */
export interface RawAnswer {
  /** Undefined where it is no answer at all. */
  status: number | undefined;
  headers: HeadersLike;
  /** The whole body; undefined where it was not read, since the status decides. */
  bytes?: Uint8Array;
  /** Why it cannot be read. */
  fault?: [reason: UnusableReason, why: string];
}

/** By these the HTTP layer says that it did not pass the request on. */
const turnedAway = new Set([401, 404, 405, 413, 415, 429]);

/** What the contract says about an answer's status: the media type of its body, null for none, undefined for no such status. */
export function documentedBody({ answers }: OperationFacts, status: number): string | null | undefined {
  if (status < 200 || status > 299) return undefined;
  for (const key of [status, '2XX', 'default']) if (Object.hasOwn(answers, key)) return answers[key];
  return Object.keys(answers).length === 0 ? null : undefined;
}

/** The body of a success. Throws RefusedError or UnusableAnswerError for anything else. */
export function successOf(operation: OperationFacts, answer: RawAnswer, state: CallState): unknown {
  const { status = 0, headers, bytes, fault } = answer;
  // Made where it is needed: a success has nothing to redact.
  let redacts: Redact | undefined;
  const redact: Redact = (text) => {
    if (!redacts) state.secrets.push(...freshKeys(headers));
    return (redacts ??= redactor(state.secrets))(text);
  };
  const answered = (): { status?: number; headers: HeadersLike } => ({
    ...(answer.status !== undefined && { status }),
    headers: printableHeaders(headers, redact),
  });
  const unusable = (reason: UnusableReason, why: string, violations?: Violation[]): UnusableAnswerError => {
    const outcome = turnedAway.has(status) ? 'not-applied' : 'unknown';
    const facts = { outcome, retryable: status === 429, ...answered() } as const;
    return new UnusableAnswerError(reason, redact(why), state, facts, violations);
  };

  if (fault?.[0] === 'status') throw unusable(...fault);
  const mediaType = documentedBody(operation, status);
  if (mediaType === undefined) throw unusable('status', statusFault(operation, status));
  if (mediaType === null) return undefined;
  if (fault) throw unusable(...fault);
  const wrongType = mediaTypeFault(headers.get('content-type'), mediaType);
  if (wrongType) throw unusable('not-json', wrongType);
  let body: unknown;
  try {
    body = parseJson(bytes!);
  } catch (cause) {
    throw unusable('not-json', (cause as Error).message);
  }

  const { success } = operation;
  const code = codeOf(operation, status, headers, body);
  if (success && typeof code === 'string' && code !== success.equals) {
    const entry = Object.hasOwn(retcodes.codes, code) ? retcodes.codes[code]! : undefined;
    const message = success.message?.reduce<unknown>(member, body);
    throw new RefusedError(
      entry ? code : redact(code),
      entry ?? retcodes.unlisted,
      typeof message === 'string' ? redact(message).slice(0, 2000) : undefined,
      state,
      answered(),
    );
  }
  if (!operation.checkAnswer(body)) {
    const violations = violationsOf(operation.checkAnswer, body).map(({ path, message }) => ({
      path: redact(path),
      message: redact(message),
    }));
    const why = violations.map(({ path, message }) => `${path || 'it'} ${message}`).join('; ');
    throw unusable('off-contract', `its body breaks the contract: ${why}`, violations);
  }
  if (success && code !== success.equals) {
    throw unusable('off-contract', `its code is neither ${JSON.stringify(success.equals)} nor another string`);
  }
  return body;
}

function statusFault({ answers }: OperationFacts, status: number): string {
  const expected = Object.keys(answers).join(' or ') || '2XX';
  if (status === 0 || (status >= 300 && status < 400)) return `it is a redirect, expected HTTP status ${expected}`;
  return `its HTTP status is ${status}, expected ${expected}`;
}

function codeOf({ success }: OperationFacts, status: number, headers: HeadersLike, body: unknown): unknown {
  const expression = success?.expression;
  if (!expression || expression.from === 'statusCode') return status;
  if (expression.place === 'header') return headers.get(expression.name);
  return expression.pointer.reduce<unknown>(member, body);
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
