import type { CallState } from './call-state.ts';
import { check } from './contract.ts';
import { Unexplained } from './explainer.ts';
import type { AnswerFacts, OperationFacts, SuccessFacts } from './facts.ts';
import { headerEntries, headerNamed } from './headers.ts';
import { parseJson } from './json.ts';
import { isMediaType } from './media-type.ts';

/** An answer as it came off the wire. */
export interface RawAnswer {
  /** Undefined where it is no answer at all. */
  status: number | undefined;
  /** As the `fetch` gave them, which may be anything. */
  headers: unknown;
  /** The whole body; undefined where it was not read, since the status decides. */
  bytes?: Uint8Array | undefined;
  /** Why it cannot be read. */
  fault?: AnswerFault | undefined;
}

/**
 * Why an answer is no success, and what tells more of that: `status`, one that the contract does not have; `refused`, with
 * its code; `text` and `json`, a body in another form; `schema`, with what checks it; `code`, one that is no string.
 */
export type AnswerFault = readonly [
  what:
    | 'no-answer'
    | 'no-body'
    | 'too-large'
    | 'broken'
    | 'status'
    | 'type'
    | 'text'
    | 'json'
    | 'refused'
    | 'schema'
    | 'code',
  more?: unknown,
];

/** What the contract says about an answer's status: null where it has no body, undefined where it knows no such success. */
export function answerFor({ answers }: OperationFacts, status: number): AnswerFacts | null | undefined {
  if (status < 200 || status > 299) return undefined;
  const { default: any, '2XX': range = any, [status]: own = range } = answers;
  return own;
}

/** The body of a success. Throws what is to be explained for anything else. */
export function successOf(operation: OperationFacts, answer: RawAnswer, state: CallState): unknown {
  const { status = 0, headers, bytes, fault } = answer;
  let body: unknown = bytes;
  const documented = answerFor(operation, status);
  const fail = (...why: AnswerFault): never => {
    throw new Unexplained('ConnectionError', (by) =>
      by.unusableAnswer(why, operation, answer, documented, body, headerEntries, state),
    );
  };

  if (fault?.[0] === 'no-answer') fail(...fault);
  if (documented === null) return undefined;
  if (!documented) return fail('status');
  if (fault) fail(...fault);
  const { type, form, schema, success } = documented;
  const contentType = headerNamed(headers, 'content-type');
  if (!isMediaType(contentType, type, form === 'bytes')) fail('type', contentType);
  try {
    if (!form) body = parseJson(bytes!);
    else if (form === 'text') body = utf8.decode(bytes);
  } catch {
    fail(form ? 'text' : 'json');
  }

  const code = success && codeOf(success, status, headers, body);
  if (typeof code === 'string' && code !== success!.equals) fail('refused', code);
  if (!check(schema, body)) fail('schema', check);
  if (success && code !== success.equals) fail('code');
  return body;
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true });

function codeOf({ pointer, header }: SuccessFacts, status: number, headers: unknown, body: unknown): unknown {
  if (pointer) return pointer.reduce<unknown>(member, body);
  return header ? headerNamed(headers, header) : status;
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
