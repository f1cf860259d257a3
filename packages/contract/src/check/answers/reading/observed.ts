import { codeOf, isSuccess, type Answer, type Contract, type Operation } from '@cc-gateway/spec';
import { decode } from './content-coding.ts';
import { readJson, type JsonReading } from './read-json.ts';
import type { Case } from './case.ts';
import { headerOf, type Defect, type RawAnswer } from '../../wire/raw-answer.ts';
import type { Capture } from '../../wire/exchange.ts';

/** What the provider said to a request: it did it, it refused, or nobody can tell. */
export type Verdict = 'accepted' | 'refused' | 'unclear';

/** The status by which a provider says that a request came too slowly: this machine may have had no time to send it. */
export const overdue = 408;

/** One exchange with all that was read out of it. */
export interface Seen {
  contract: Contract;
  case: Case;
  capture: Capture;
  answer?: RawAnswer;
  /** Whether the body was in the content codings that the answer tells; the answer's own is without them. */
  isInItsCoding?: boolean;
  /** The documented answer with this status. */
  documented?: Answer;
  json?: JsonReading;
  defects: Defect[];
  verdict: Verdict;
  /** The value that decides about success. */
  code: unknown;
  /** Keys that must not come back: the session's, and what was planted. */
  secrets: string[];
}

/** Reads an exchange: bytes, then JSON, then the success rule. */
export function see(contract: Contract, each: Case, capture: Capture, secrets: string[]): Seen {
  const { isComplete } = capture;
  const seen: Seen = { contract, case: each, capture, defects: [], verdict: 'unclear', code: undefined, secrets };
  if (!capture.answer) return seen;
  const { body, isInItsCoding } = decode(capture.answer);
  const answer = { ...capture.answer, body };
  // A tolerated status is that of a router or a server in front: `default` does not describe its answer.
  const isOwn =
    !each.tolerates?.includes(answer.status) ||
    each.operation.answers.some(({ status }) => status === String(answer.status));
  const documented = isOwn ? documentedAnswer(each.operation, answer.status) : undefined;
  Object.assign(seen, { answer, isInItsCoding, defects: [...answer.defects], ...(documented && { documented }) });
  if (!isComplete || answer.framing === 'none') return withVerdict(seen, each.operation, answer);
  const mediaType = headerOf(answer.headers, 'content-type') ?? '';
  const isJsonWanted = documented?.contents.some((content) => isJson(content.mediaType)) ?? false;
  if (isJson(mediaType) || (isJsonWanted && !each.isOutside)) seen.json = readJson(answer.body);
  return withVerdict(seen, each.operation, answer);
}

/** A status that tells of the moment, not of the request: it came too slowly, or is one of too many (RFC 9110 §15.5.9, RFC 6585 §4). */
const isOfTheMoment = (status: number): boolean => status === overdue || status === 429;

function withVerdict(seen: Seen, operation: Operation, { status, headers }: RawAnswer): Seen {
  const received = { status, headers: lowerCase(headers), body: seen.json?.value };
  const { success } = operation;
  if (!success) {
    const isRefusal = status >= 400 && status < 500 && !isOfTheMoment(status);
    const verdict = status >= 200 && status < 300 ? 'accepted' : isRefusal ? 'refused' : 'unclear';
    return Object.assign(seen, { verdict, code: status });
  }
  const code = codeOf(operation, received);
  if (isSuccess(operation, received))
    return Object.assign(seen, { code, verdict: status < 300 ? 'accepted' : 'unclear' });
  if (status >= 300)
    return Object.assign(seen, {
      code: code ?? status,
      verdict: status < 500 && !isOfTheMoment(status) ? 'refused' : 'unclear',
    });
  const isReadable = typeof code === typeof success.equals && !isLooselyEqual(code, success.equals);
  return Object.assign(seen, { code, verdict: isReadable ? 'refused' : 'unclear' });
}

/**
 * Whether a request broke the provider: an answer 5xx that no document promises and HTTP has no use for here. Where the document
 * lists refusals, 500 is none of them: it does not answer a wrong request.
 */
export function isBreakdown({ answer, documented, case: { operation, expect } }: Seen): boolean {
  if (!answer || answer.status < 500 || answer.status === 501 || answer.status === 505) return false;
  const isWrong = expect === 'refused' && answer.status === 500 && listsRefusals(operation);
  return isWrong || !isPromised(documented);
}

/** Whether a document lists how an operation refuses: by a status 4xx of its own, or by all of them. */
export const listsRefusals = ({ answers }: Operation): boolean => answers.some(({ status }) => status.startsWith('4'));

/** Whether a document promises a status: `default` describes how any other answer looks, and promises none. */
export const isPromised = (documented: Answer | undefined): boolean =>
  documented !== undefined && documented.status.toLowerCase() !== 'default';

/** Whether two codes are one for a careless reader: `0`, `"00"`, `"000-000"` and `" 0"` for `"0"`. */
export function isLooselyEqual(code: unknown, wanted: unknown): boolean {
  if (code === wanted || code === undefined || code === null || typeof code === 'object') return false;
  const [left, right] = [bare(String(code)), bare(String(wanted))];
  const isNumber =
    /^[\d.+eE_-]*\d[\d.+eE_-]*$/.test(left) && Number(left.replaceAll(/[_-](?=.)/g, '')) === Number(right);
  return left.toLowerCase() === right.toLowerCase() || Number(left || 'none') === Number(right) || isNumber;
}

/** A text without blanks and invisible characters around it, in its plainest characters. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();

/** The documented answer for a status: itself, its range, or `default`. */
export function documentedAnswer({ answers }: Operation, status: number): Answer | undefined {
  const find = (wanted: string) => answers.find((answer) => answer.status.toUpperCase() === wanted);
  return find(String(status)) ?? find(`${String(status)[0]}XX`) ?? find('DEFAULT');
}

/** The type and subtype of a media type, in small letters. */
export const essence = (mediaType: string): string => mediaType.split(';')[0]!.trim().toLowerCase();

/** Whether a media type is JSON: `application/json` or `…+json`. */
export const isJson = (mediaType: string): boolean => /[/+]json$/.test(essence(mediaType));

const lowerCase = (headers: [string, string][]): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
