import { fakeMark } from '../fake-mark.ts';
import { printableHeaders, redactor } from '../explain/redact.ts';
import type { Fetch, FetchRequest } from '../transport.ts';
import { checkExample, operationOf, type ExampleName } from './examples.ts';

/** A request that a fake gateway received. Keys of the session are left out of it. */
export interface FakeRequest {
  operationId: string;
  method: string;
  /** Path and query, as sent. */
  path: string;
  headers: Record<string, string>;
  /** The body, parsed where it is JSON. */
  body?: unknown;
}

/** How a request is answered: with an example of the contract, by its name, or with a response of your own. */
export type FakeAnswer = ExampleName | Response;

/** One answer for all requests; one after the other, the last for all others; or a function of the request. */
export type FakeAnswers =
  | FakeAnswer
  | readonly FakeAnswer[]
  | ((request: FakeRequest) => FakeAnswer | PromiseLike<FakeAnswer>);

/** A gateway of examples, to be given to a client as its `fetch`. */
export interface FakeFetch extends Fetch {
  /** What it received, in order. */
  readonly requests: readonly FakeRequest[];
}

/**
 * Creates a `fetch` that answers with the contract's examples; without an argument with the first, which is a success. What a
 * function throws is thrown to the client, as a broken connection would be. Throws where the contract has no such example,
 * and so does a request that the contract does not have.
 */
export function createFakeFetch(answers?: FakeAnswers): FakeFetch {
  const requests: FakeRequest[] = [];
  const sequence = answers === undefined || typeof answers === 'function' ? [] : [answers].flat();
  for (const entry of sequence) if (typeof entry === 'string') checkExample(entry);
  if (Array.isArray(answers) && sequence.length === 0) throw new Error('answers is empty; expected at least one.');

  const fetch = async (url: string, request: FetchRequest): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const operation = operationOf(request.method, pathname);
    const received = recordOf(operation.id, `${pathname}${search}`, request);
    requests.push(received);
    const [first] = Object.keys(operation.examples);
    const planned = sequence[Math.min(requests.length, sequence.length) - 1] ?? (first as ExampleName | undefined);
    const answer = typeof answers === 'function' ? await answers(received) : planned;
    if (typeof answer === 'object') return answer.clone();
    checkExample(answer ?? 'of a success', [operation]);
    const { status, mediaType, body } = operation.examples[answer!]!;
    const text = typeof body === 'string' && !/json/i.test(mediaType) ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { 'Content-Type': mediaType } });
  };
  return Object.assign(fetch as Fetch, { requests, [fakeMark]: true });
}

function recordOf(operationId: string, path: string, { method, headers, body }: FetchRequest): FakeRequest {
  const record: FakeRequest = { operationId, method, path, headers: {} };
  printableHeaders(new Headers(headers), redactor([])).forEach((value, name) => (record.headers[name] = value));
  if (body !== undefined)
    record.body =
      typeof body === 'string' && /json/i.test(record.headers['content-type'] ?? '')
        ? (JSON.parse(body) as unknown)
        : body;
  return record;
}
