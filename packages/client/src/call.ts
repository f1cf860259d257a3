import { successOf } from './answer.ts';
import { sendOnce } from './attempt.ts';
import { beginCall } from './call-state.ts';
import { credentials, identify, secrets, sessionScheme } from './contract.ts';
import { schemesOf, sessionsOf } from './credentials.ts';
import { notify, type GatewayEvent } from './events.ts';
import { explained, explainer, Unexplained } from './explainer.ts';
import type { OperationFacts } from './facts.ts';
import type { CallResponse } from './gateway-client.ts';
import { callSettings, type CallOptions, type Settings } from './options.ts';
import { refusal, requestOf } from './request.ts';
import { earn, mostRetries, type RetryBudget } from './retry-budget.ts';
import { serializerFor } from './serialize.ts';
import { abortedEarly } from './session.ts';
import type { HeadersLike } from './transport.ts';

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
  const budget: RetryBudget = { left: mostRetries };

  return (operation) => {
    const { id: operationId, method, path } = operation;
    const serialize = serializerFor(operation, settings.baseUrl);
    const schemes = schemesOf(operation, sessions);
    const refreshable = !!schemes?.includes(sessionScheme!) && sessions[sessionScheme!]!.refreshable;

    async function run(whole: boolean, args: unknown, options: CallOptions | undefined): Promise<unknown> {
      const state = beginCall(operationId);
      const callNumber = ++calls;
      const report = onEvent && ((event: Unnumbered) => void notify(onEvent, { ...event, callNumber, operationId }));
      try {
        report?.({ type: 'request', method, path });
        const limits = callSettings(options, settings, state);
        const { deadline = Infinity, timeout: longest, guidTimeout } = limits;
        const left = (): number => deadline - (performance.now() - state.started);
        /** What is waited for now has so many milliseconds, and no more than the call has left. */
        const allow = (milliseconds: number): number => {
          const timeout = Math.min(milliseconds, left());
          state.until = performance.now() + timeout;
          return timeout;
        };
        allow(longest);
        const request = serialize(requestOf(operation, args), limits.headers);
        if (!schemes) throw refusal((by) => by.missingCredentials(operation.security!));
        let lapsed: string | undefined;
        for (;;) {
          if (state.aborted) throw abortedEarly(state.reason);
          const wire = { ...request, headers: { ...request.headers } };
          let key: string | undefined;
          if (schemes.length > 0) allow(guidTimeout);
          for (const scheme of schemes) {
            const isSession = scheme === sessionScheme;
            const asked = sessions[scheme]!.key(state, isSession ? lapsed : undefined);
            const text = typeof asked === 'string' ? asked : await asked;
            if (isSession) key = text;
            state.secrets = state.secrets.concat(secrets(credentials[scheme]!, text));
            identify(wire, credentials[scheme]!, text);
          }
          const timeout = allow(longest);
          if (timeout <= 0) {
            throw new Unexplained('TimeoutError', (by) => by.deadlinePassed(), { outcome: 'not-applied' });
          }
          state.attempts++;
          report?.({ type: 'attempt', attempt: state.attempts });
          try {
            const answer = await sendOnce(operation, wire, settings.fetch, timeout, limits.connectTimeout, state);
            const body = successOf(operation, answer, state);
            earn(budget);
            const facts = { attempts: state.attempts, status: answer.status! };
            report?.({ type: 'answer', ...facts, durationMs: Math.round(performance.now() - state.started) });
            return whole ? { ...facts, body, headers: answer.headers as HeadersLike } : body;
          } catch (error) {
            const failure = await explained(error, state);
            const means = { refreshable, budget, left: left() };
            // Without the explainer nobody knows whether the call may be sent again.
            const next = await explainer?.nextAttempt(failure, state, limits, means, report);
            if (!next) throw failure;
            lapsed = next === 'refresh' ? key : undefined;
          }
        }
      } catch (error) {
        const failure = await explained(error, state);
        report?.({ type: 'failure', error: failure });
        throw failure;
      } finally {
        state.release?.();
      }
    }

    const call = (args?: unknown, options?: CallOptions): Promise<unknown> => run(false, args, options);
    const withResponse: Call['withResponse'] = (args, options) =>
      run(true, args, options) as Promise<CallResponse<unknown>>;
    return Object.assign(call, { withResponse });
  };
}

type Without<Event> = Event extends GatewayEvent ? Omit<Event, 'callNumber' | 'operationId'> : never;
/** An event before it is said to which call it belongs. */
type Unnumbered = Without<GatewayEvent>;
