import { successOf } from './answer.ts';
import { sendOnce } from './attempt.ts';
import { beginCall, type CallState } from './call-state.ts';
import { credentials, identify, secrets, sessionScheme } from './contract.ts';
import { schemesOf, sessionsOf } from './credentials.ts';
import { pause } from './deadline.ts';
import { ConnectionError, GatewayError, TimeoutError, type CallError } from './errors.ts';
import { notify, type GatewayEvent } from './events.ts';
import type { OperationFacts } from './facts.ts';
import type { CallResponse } from './gateway-client.ts';
import { nextStep } from './next-step.ts';
import { callSettings, type CallOptions, type Limits, type Settings } from './options.ts';
import { merged } from './own-headers.ts';
import { printableError, redactor } from './redact.ts';
import { requestOf } from './request.ts';
import { retryBudget } from './retry.ts';
import { serializerFor } from './serialize.ts';
import { abortedEarly } from './session.ts';

/** Carries out a call of one operation. Resolves with the body of a success; rejects with a GatewayError. */
export interface Call {
  (args?: unknown, options?: CallOptions): Promise<unknown>;
  /** The same call, with the facts of its answer. */
  withResponse(args?: unknown, options?: CallOptions): Promise<CallResponse<unknown>>;
}

let calls = 0;

/** What makes the calls of one client: a function for each operation. */
export function callerFor(settings: Settings): (operation: OperationFacts) => Call {
  const { onEvent } = settings;
  const sessions = sessionsOf(settings);
  const budget = retryBudget();

  return (operation) => {
    const { id: operationId, method, path } = operation;
    const serialize = serializerFor(operation, settings.baseUrl, {});

    async function run(whole: boolean, args: unknown, options: CallOptions | undefined): Promise<unknown> {
      const state = beginCall(operationId);
      let limits: Limits | undefined;
      let report: ((event: Unnumbered) => void) | undefined;
      if (onEvent) {
        const callNumber = ++calls;
        report = (event) => notify(onEvent, { ...event, callNumber, operationId });
        report({ type: 'request', method, path });
      }
      try {
        limits = callSettings(options, settings, state);
        const request = serialize(requestOf(operation, args, state), state);
        const schemes = schemesOf(operation, sessions, state);
        const refreshable = schemes.includes(sessionScheme!) && sessions[sessionScheme!]!.refreshable;
        const headers = limits.headers ? merged(request.headers, limits.headers) : request.headers;
        const { ending, deadline, timeout: longest } = limits;
        let lapsed: string | undefined;
        for (;;) {
          if (ending.aborted) throw abortedEarly(state, ending.reason);
          const wire = { url: request.url, headers: { ...headers }, body: request.body };
          let key: string | undefined;
          for (const scheme of schemes) {
            const isSession = scheme === sessionScheme;
            const asked = sessions[scheme]!.key(state, limits, isSession ? lapsed : undefined);
            const text = typeof asked === 'string' ? asked : await asked;
            if (isSession) key = text;
            state.secrets.push(...secrets(credentials[scheme]!, text));
            identify(wire, credentials[scheme]!, text);
          }
          const timeout = deadline === undefined ? longest : Math.min(longest, timeLeft(deadline, state));
          if (timeout <= 0) {
            throw new TimeoutError('its deadline passed; nothing was sent.', state, { outcome: 'not-applied' });
          }
          state.attempts++;
          report?.({ type: 'attempt', attempt: state.attempts });
          try {
            const answer = await sendOnce(operation, wire, settings.fetch, timeout, limits, state);
            const body = await successOf(operation, answer, state);
            budget.earn();
            const { attempts } = state;
            const status = answer.status!;
            if (report) {
              const durationMs = Math.round(performance.now() - state.started);
              report({ type: 'answer', attempts, status, durationMs });
            }
            return whole ? { body, status, headers: answer.headers, attempts } : body;
          } catch (error) {
            const failure = ownError(error, state);
            const { step, delayMs } = nextStep(failure, {
              attempts: state.attempts,
              refreshed: state.refreshed,
              retries: limits.retries,
              repeatUnknown: limits.repeatUnknown,
              refreshable,
              budget: budget.some(),
              ended: ending.aborted,
              left: timeLeft(deadline, state),
            });
            if (step === 'fail') throw failure;
            lapsed = step === 'refresh' ? key : undefined;
            if (step === 'refresh') state.refreshed = true;
            else budget.take();
            if (failure.outcome === 'unknown') state.uncertain = true;
            report?.({ type: 'retry', attempt: state.attempts, delayMs, error: failure });
            if (delayMs > 0) await pause(delayMs, ending, (reason) => abortedEarly(state, reason));
          }
        }
      } catch (error) {
        const failure = ownError(error, state);
        report?.({ type: 'failure', error: failure });
        throw failure;
      } finally {
        limits?.ending.release();
      }
    }

    const call = (args?: unknown, options?: CallOptions): Promise<unknown> => run(false, args, options);
    const withResponse: Call['withResponse'] = (args, options) =>
      run(true, args, options) as Promise<CallResponse<unknown>>;
    return Object.assign(call, { withResponse });
  };
}

/** Milliseconds until a call's deadline. */
const timeLeft = (deadline: number | undefined, { started }: CallState): number =>
  deadline === undefined ? Infinity : deadline - (performance.now() - started);

type Without<Event> = Event extends GatewayEvent ? Omit<Event, 'callNumber' | 'operationId'> : never;
/** An event before it is said to which call it belongs. */
type Unnumbered = Without<GatewayEvent>;

/** An error of this package; whatever else was thrown while a request may be out leaves its outcome unknown. */
function ownError(error: unknown, state: CallState): CallError {
  if (error instanceof GatewayError) return error;
  const cause = printableError(error, redactor(state.secrets));
  const outcome = state.attempts > 0 ? 'unknown' : 'not-applied';
  return new ConnectionError('it failed for a reason that the client does not know.', state, { outcome, cause });
}
