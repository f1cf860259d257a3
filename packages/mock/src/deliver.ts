import type { ServerResponse } from 'node:http';
import { stampHeader, writtenStamp, type Stamp } from '@cc-gateway/spec';
import { disfigure, sendFaulty } from './fault.ts';
import type { Decided, Exchange } from './exchange.ts';
import { answerTo, unforeseen, type Problem } from './problem.ts';
import type { Redactor } from './redact.ts';
import { draw } from './scenario/random.ts';
import type { Latency } from './scenario/scenario.ts';
import type { Stage } from './scenario/stage.ts';
import { send, write, type Written } from './send.ts';

/** Sends the answer of an exchange; gives the exchange as it went over the wire. */
export type Deliver = (response: ServerResponse, exchange: Decided) => Promise<Exchange>;

/** What delivers answers: as they are, or after a wait and with what a rule does to them. `stamp` stands in a header of each. */
export function createDeliver(
  stage: () => Stage,
  redact: Redactor,
  signal: AbortSignal,
  latency: Latency,
  stamp: Stamp,
): Deliver {
  const told = writtenStamp(stamp);
  return async (response, exchange) => {
    const [sent, answer] = written(exchange, redact);
    answer.headers[stampHeader] = told;
    const fault = sent.rule?.fault;
    if (!fault && latency === 0) send(response, answer);
    else {
      const wait = [latency, fault?.latency ?? 0].reduce<number>((sum, part) => sum + draw(part, stage().random), 0);
      await sendFaulty(response, answer, fault ?? {}, wait, signal);
    }
    // A connection that was reset, or hangs, carried no status.
    const status = response.headersSent ? response.statusCode : undefined;
    return status === sent.status ? sent : { ...sent, status };
  };
}

/** The answer as it is to be sent; where it cannot be written in its media type, the problem that says so. */
function written(exchange: Decided, redact: Redactor): [Decided, Written] {
  const { request, faults, isProblem, rule } = exchange;
  // Prism lists them in the body of a problem instead. Both can quote the request.
  const violations = isProblem || exchange.violations.length === 0 ? [] : redact(request, exchange.violations);
  const given = isProblem ? { ...exchange, body: redact(request, exchange.body) } : exchange;
  try {
    return [exchange, write(rule?.fault ? disfigure(given, rule.fault) : given, violations, faults)];
  } catch (error) {
    const { status } = error as Problem;
    const problem = status === undefined ? unforeseen(error, 'writing the answer') : (error as Problem);
    const failed = { ...exchange, faults: [], ...answerTo(problem) };
    return [failed, write(failed)];
  }
}
