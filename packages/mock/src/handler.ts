import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '@cc-gateway/spec';
import { disfigure, sendFaulty } from './fault.ts';
import { createGateway, problem, unanswered, type Exchange } from './gateway.ts';
import { LeftError, readIncoming, readTarget, TooLargeError, type Incoming } from './incoming.ts';
import { logLine, type LogFormat } from './log.ts';
import { modules } from './modules.ts';
import type { Recorder } from './record.ts';
import type { Redactor } from './redact.ts';
import { draw } from './scenario/random.ts';
import type { Latency } from './scenario/scenario.ts';
import type { Stage } from './scenario/stage.ts';
import { send, write } from './send.ts';

/** How requests are read, answered and logged. */
export interface HandlerOptions {
  /** How a request that breaks the contract is answered: as the gateway does, or with Prism's problem+json. */
  violations?: 'gateway' | 'problem';
  /** Bytes that a request's body may have; 1 MiB unless told. */
  bodyLimit?: number;
  /** What every answer waits for, in milliseconds; nothing unless told. */
  latency?: Latency;
  /** Lines on stderr, one for each request; `silent` unless told. */
  log?: LogFormat;
}

/** The listener of a `node:http` server that plays what `stage` gives. It never rejects. */
export async function createHandler(
  contract: Contract,
  stage: () => Stage,
  recorder: Recorder,
  redact: Redactor,
  signal: AbortSignal,
  { violations: onViolations = 'gateway', bodyLimit = 2 ** 20, latency = 0, log = 'silent' }: HandlerOptions,
): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const gateway = await createGateway(contract, onViolations);

  const answer = async (incoming: Incoming): Promise<Exchange> => {
    const playing = stage();
    playing.sessions.settle();
    try {
      return await gateway.answer(incoming, playing);
    } catch (error) {
      return { ...unanswered(incoming), ...problem(error as Error) };
    }
  };

  const deliver = async (response: ServerResponse, exchange: Exchange): Promise<void> => {
    const { request, rule, faults, isProblem } = exchange;
    // Prism lists them in the body of a problem instead. Both can quote the request.
    const violations = isProblem || exchange.violations.length === 0 ? [] : redact(request, exchange.violations);
    const given = isProblem ? { ...exchange, body: redact(request, exchange.body) } : exchange;
    const fault = rule?.fault;
    if (!fault && latency === 0) return send(response, write(given, violations, faults));
    const wait = [latency, fault?.latency ?? 0].reduce<number>((sum, part) => sum + draw(part, stage().random), 0);
    await sendFaulty(response, write(disfigure(given, fault ?? {}), violations, faults), fault ?? {}, wait, signal);
  };

  const report = (exchange: Exchange, start: number): void => {
    if (log === 'silent') return;
    process.stderr.write(`${logLine(log, exchange, performance.now() - start, stage().world, redact)}\n`);
  };

  const refuseTooLarge = (request: IncomingMessage, response: ServerResponse, error: TooLargeError): void => {
    const { method = 'GET', headers } = request;
    const incoming: Incoming = { method, ...readTarget(request.url ?? '/'), headers, body: undefined };
    const template = { type: 'PAYLOAD_TOO_LARGE', title: 'Request body too large', status: 413 };
    const exchange = {
      ...unanswered(incoming),
      ...problem(modules.prism.ProblemJsonError.fromTemplate(template, error.message)),
    };
    recorder.arrived(incoming)(exchange);
    report(exchange, performance.now());
    const answer = write(exchange);
    send(response, { ...answer, headers: { ...answer.headers, connection: 'close' } });
  };

  return async (request, response) => {
    const start = performance.now();
    try {
      const incoming = await readIncoming(request, bodyLimit);
      const decided = recorder.arrived(incoming);
      const exchange = await answer(incoming);
      decided(exchange);
      report(exchange, start);
      await deliver(response, exchange);
    } catch (error) {
      if (error instanceof TooLargeError) return refuseTooLarge(request, response, error);
      if (!(error instanceof LeftError) && !signal.aborted && !response.headersSent) {
        return send(response, write(problem(error as Error)));
      }
      response.destroy();
    }
  };
}
