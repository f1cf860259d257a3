import { retcodes } from './contract.ts';
import { RefusedError, UnusableAnswerError } from './errors.ts';
import type { OperationFacts } from './facts.ts';
import { complaints } from './request.ts';

/** An answer as it came off the wire. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const notApplied = new Set([401, 404, 405, 413, 415, 429]);

/** The body of a success. Throws RefusedError or UnusableAnswerError for anything else. */
export function judge(operation: OperationFacts, { status, headers, text }: RawAnswer): unknown {
  const unusable = (why: string, cause?: unknown): UnusableAnswerError => {
    const outcome = notApplied.has(status) ? 'not-applied' : 'unknown';
    return new UnusableAnswerError(`the gateway's answer cannot be used: ${why}`, {
      operationId: operation.id,
      outcome,
      cause,
    });
  };
  if (status < 200 || status > 299) throw unusable(`HTTP status ${status}, expected 200.`);
  if (!operation.answers) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw unusable(`its body is not JSON (Content-Type ${headers.get('content-type')}).`, cause);
  }
  const code = codeOf(operation, status, headers, body);
  if (operation.success && typeof code === 'string' && code !== operation.success.equals) {
    const entry = Object.hasOwn(retcodes.codes, code) ? retcodes.codes[code]! : retcodes.unlisted;
    throw new RefusedError(code, entry, { operationId: operation.id });
  }
  if (operation.success && code !== operation.success.equals) {
    throw unusable(`its code is ${JSON.stringify(code)}, expected a string.`);
  }
  if (!operation.checkAnswer(body))
    throw unusable(`its body breaks the contract: ${complaints(operation.checkAnswer)}.`);
  return body;
}

function codeOf({ success }: OperationFacts, status: number, headers: Headers, body: unknown): unknown {
  const expression = success?.expression;
  if (!expression || expression.from === 'statusCode') return status;
  if (expression.place === 'header') return headers.get(expression.name);
  return expression.pointer.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    body,
  );
}
