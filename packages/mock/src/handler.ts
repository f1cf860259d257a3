import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '@cc-gateway/spec';
import { knownCodings, UnknownCodingError } from './coding.ts';
import { allowOrigin } from './cors.ts';
import { createDeliver } from './deliver.ts';
import { unanswered, type Decided, type Exchange } from './exchange.ts';
import { createGateway, type GatewayOptions } from './gateway.ts';
import { headOf, LeftError, readIncoming, TooLargeError, type Incoming } from './incoming.ts';
import { factsOf, logLine, type LogFormat, type LoggedExchange } from './log.ts';
import { policyOf } from './policy.ts';
import { answerTo, problemOf, unforeseen } from './problem.ts';
import type { Recorder } from './record.ts';
import type { Redactor } from './redact.ts';
import type { Latency } from './scenario/scenario.ts';
import type { Stage } from './scenario/stage.ts';
import { tell } from './standard-streams.ts';

/** How requests are read, answered and logged. */
export interface HandlerOptions extends GatewayOptions {
  /** Bytes that a request's body may have: 1 MiB for a gateway that names its refusals, else 10 MiB, unless told. */
  bodyLimit?: number;
  /** Whether web pages of other origins are answered: not for a gateway that names its refusals, unless told. */
  cors?: boolean;
  /** What every answer waits for, in milliseconds; nothing unless told. */
  latency?: Latency;
  /** Lines on stderr, one for each request; `silent` unless told. */
  log?: LogFormat;
  /** Told of each exchange, as the log is. */
  onExchange?: (facts: LoggedExchange) => void;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The listener of a `node:http` server that plays what `stage` gives; it never rejects. And what is to be said before. */
export async function createHandler(
  contract: Contract,
  stage: () => Stage,
  recorder: Recorder,
  redact: Redactor,
  signal: AbortSignal,
  options: HandlerOptions,
): Promise<{ handle: Handle; warnings: string[] }> {
  const { bodyLimit, cors, latency = 0, log = 'silent', onExchange } = { ...policyOf(contract), ...options };
  const gateway = await createGateway(contract, options);
  const deliver = createDeliver(stage, redact, signal, latency, contract.stamp);

  const answer = async (incoming: Incoming): Promise<Decided> => {
    const playing = stage();
    playing.sessions.settle();
    try {
      return await gateway.answer(incoming, playing);
    } catch (error) {
      return { ...unanswered(incoming), ...answerTo(unforeseen(error, 'answering')) };
    }
  };

  const told = (start: number, sent: Exchange): void => {
    if (log === 'silent' && !onExchange) return;
    const facts = factsOf(sent, performance.now() - start, { world: stage().world, stamp: contract.stamp }, redact);
    onExchange?.(facts);
    if (log !== 'silent') tell(logLine(log, facts, sent));
  };

  const preflightOf = (request: IncomingMessage): Exchange => {
    const exchange = { ...unanswered(headOf(request)), status: 204 };
    recorder.arrived(exchange.request)(exchange);
    return exchange;
  };

  const handle: Handle = async (request, response) => {
    const start = performance.now();
    try {
      if (cors && allowOrigin(request, response)) return told(start, preflightOf(request));
      const read = await readIncoming(request, bodyLimit).catch((error: Error) => refusalOf(request, error));
      const incoming = 'refused' in read ? headOf(request) : read;
      const noted = recorder.arrived(incoming);
      if ('refused' in read) response.setHeader('connection', 'close');
      const exchange = 'refused' in read ? { ...unanswered(incoming), ...read.refused } : await answer(incoming);
      // While an answer waits, what was decided can be seen; its status is known when it has been written.
      if (exchange.rule || latency !== 0) noted({ ...exchange, status: undefined });
      const sent = await deliver(response, exchange);
      noted(sent);
      told(start, sent);
    } catch {
      // The client has left, or the mock is closing.
      response.destroy();
    }
  };
  return { handle, warnings: gateway.warnings };
}

/** The answer to a request that cannot be read to its end. Rethrows where there is nobody to answer. */
function refusalOf({ headers }: IncomingMessage, error: Error): { refused: ReturnType<typeof answerTo> } {
  if (error instanceof LeftError) throw error;
  if (error instanceof TooLargeError) {
    return { refused: answerTo(problemOf(413, 'PAYLOAD_TOO_LARGE', 'Request body too large', error.message)) };
  }
  if (error instanceof UnknownCodingError) {
    const problem = problemOf(415, 'INVALID_CONTENT_TYPE', 'Unknown content coding', error.message);
    const answer = answerTo(problem);
    return { refused: { ...answer, headers: { ...answer.headers, 'accept-encoding': knownCodings } } };
  }
  return { refused: answerTo(unforeseen(error, `reading a request of ${headers['content-type'] ?? 'no media type'}`)) };
}
