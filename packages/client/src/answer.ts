import type { CallState } from './call-state.ts';
import { check, retcodes } from './contract.ts';
import { RefusedError, UnusableAnswerError, type UnusableReason } from './errors.ts';
import type { AnswerFacts, OperationFacts, SuccessExpression } from './facts.ts';
import { parseJson } from './json.ts';
import { mediaTypeFault } from './media-type.ts';
import { freshKeys, printableHeaders, redactor, type Redact } from './redact.ts';
import type { HeadersLike } from './transport.ts';
import type { Violation } from './violations.ts';

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

/** What the contract says about an answer's status: null where it has no body, undefined where it knows no such success. */
export function answerFor({ answers }: OperationFacts, status: number): AnswerFacts | null | undefined {
  if (status < 200 || status > 299) return undefined;
  for (const key of [status, '2XX', 'default']) if (Object.hasOwn(answers, key)) return answers[key];
  return Object.keys(answers).length === 0 ? null : undefined;
}

/** The body of a success. Throws UnusableAnswerError for anything else, or gives a promise that rejects with RefusedError. */
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
  const documented = answerFor(operation, status);
  if (documented === undefined) throw unusable('status', statusFault(operation, status));
  if (documented === null) return undefined;
  if (fault) throw unusable(...fault);
  const { type, form, schema, success } = documented;
  const wrongType = mediaTypeFault(headers.get('content-type'), type, form === 'bytes');
  if (wrongType) throw unusable(form ? 'off-contract' : 'not-json', wrongType);
  let body: unknown = bytes;
  try {
    if (!form) body = parseJson(bytes!);
    else if (form === 'text') body = utf8.decode(bytes);
  } catch (cause) {
    throw form ? unusable('off-contract', 'its text is not UTF-8') : unusable('not-json', (cause as Error).message);
  }

  const code = success && codeOf(success.expression, status, headers, body);
  if (success && typeof code === 'string' && code !== success.equals) {
    const message = success.message?.reduce<unknown>(member, body);
    const says = typeof message === 'string' ? redact(message).slice(0, 2000) : undefined;
    const isListed = Object.hasOwn(retcodes.codes, code);
    const entry = isListed ? retcodes.codes[code]! : retcodes.unlisted;
    return textOf(code).then((text) => {
      throw new RefusedError(isListed ? code : redact(code), { ...entry, ...text }, says, state, answered());
    });
  }
  const faults = check(schema, body);
  if (faults.length > 0) {
    const violations = faults
      .slice(0, 10)
      .map(({ path, message }) => ({ path: redact(path), message: redact(message) }));
    const why = violations.map(({ path, message }) => `${path || 'it'} ${message}`).join('; ');
    throw unusable('off-contract', `its body breaks the contract: ${why}`, violations);
  }
  if (success && code !== success.equals) {
    throw unusable('off-contract', `its code is neither ${JSON.stringify(success.equals)} nor another string`);
  }
  return body;
}

/** The catalogue's words, which are on their way from the start. Where they cannot be had they are missing, and no more. */
const catalogue = import('#texts').catch(() => undefined);

const textOf = async (code: string): Promise<{ meaning: string; action: string }> => {
  const found = await catalogue;
  if (!found) return { meaning: '', action: '' };
  return Object.hasOwn(found.texts, code) ? found.texts[code]! : found.unlisted;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

function statusFault({ answers }: OperationFacts, status: number): string {
  const expected = Object.keys(answers).join(' or ') || '2XX';
  if (status === 0 || (status >= 300 && status < 400)) return `it is a redirect, expected HTTP status ${expected}`;
  return `its HTTP status is ${status}, expected ${expected}`;
}

function codeOf(expression: SuccessExpression, status: number, headers: HeadersLike, body: unknown): unknown {
  if (expression.from === 'statusCode') return status;
  if (expression.place === 'header') return headers.get(expression.name);
  return expression.pointer.reduce<unknown>(member, body);
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
