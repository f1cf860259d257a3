import { judge } from './answer.ts';
import { attempt } from './attempt.ts';
import { credentials, identify, secrets, sessionScheme } from './contract.ts';
import { schemesOf, sessionsOf } from './credentials.ts';
import { beginCall, type CallState } from './call-state.ts';
import { GatewayError, RefusedError, type CallError } from './errors.ts';
import { tell, type GatewayEvent } from './events.ts';
import type { OperationFacts } from './facts.ts';
import { callSettings, type CallOptions, type Settings } from './options.ts';
import { pause } from './deadline.ts';
import { requestOf } from './request.ts';
import { delayBefore, retryBudget } from './retry.ts';
import { serializerFor } from './serialize.ts';
import { abortedEarly, type Key } from './session.ts';

/** Carries out a call of one operation. Resolves with the body of a success; rejects with a GatewayError. */
export type Call = (args?: unknown, options?: CallOptions) => Promise<unknown>;

let calls = 0;

/** What makes the calls of one client: a function for each operation. */
export function callerFor(settings: Settings): (operation: OperationFacts) => Call {
  const { onEvent } = settings;
  const sessions = sessionsOf(settings.guid, settings.credentials);
  const budget = retryBudget();

  return (operation) => {
    const { id: operationId, method, path } = operation;
    const serialize = serializerFor(operation, settings.baseUrl, settings.headers);

    async function run(
      args: unknown,
      options: CallOptions | undefined,
      state: CallState,
      report?: (event: Unnumbered) => void,
    ): Promise<unknown> {
      const limits = callSettings(options, settings, state);
      const request = serialize(requestOf(operation, args, state), state);
      const schemes = schemesOf(operation, sessions, state);
      let refused: Key | undefined;
      for (;;) {
        if (limits.signal?.aborted) throw abortedEarly(state, limits.signal.reason);
        const signed = { ...request, headers: { ...request.headers } };
        let key: Key | undefined;
        for (const scheme of schemes) {
          const isSession = scheme === sessionScheme;
          const found = await sessions[scheme]!.key(state, limits, isSession ? refused : undefined);
          if (isSession) key = found;
          state.secrets.push(...secrets(credentials[scheme]!, found.guid));
          identify(signed, credentials[scheme]!, found.guid);
        }
        refused = undefined;
        state.attempts++;
        report?.({ type: 'attempt', attempt: state.attempts });
        try {
          const answer = await attempt(operation, signed, settings.fetch, limits, state);
          const body = await judge(operation, answer, state);
          budget.earn();
          report?.({
            type: 'answer',
            attempts: state.attempts,
            status: answer.status,
            durationMs: Math.round(performance.now() - state.started),
          });
          return body;
        } catch (error) {
          if (!(error instanceof GatewayError) || state.attempts > limits.retries) throw error;
          const renew = error instanceof RefusedError && error.retry === 'fresh-session';
          if (renew && (state.renewed || !(key && sessions[sessionScheme!]!.renewable) || !error.retryable))
            throw error;
          const again =
            error.retryable || (limits.repeatUnknown && error.outcome === 'unknown' && !limits.signal?.aborted);
          const delayMs = renew ? 0 : delayBefore(state.attempts, error.headers);
          if (!again || delayMs === undefined || !(renew || budget.take())) throw error;
          if (renew) {
            state.renewed = true;
            refused = key;
          }
          if (error.outcome === 'unknown') state.uncertain = true;
          report?.({ type: 'retry', attempt: state.attempts, delayMs, error: error as CallError });
          if (delayMs > 0) await pause(delayMs, limits.signal, (reason) => abortedEarly(state, reason));
        }
      }
    }

    return (args, options) => {
      const state = beginCall(operationId);
      if (!onEvent) return run(args, options, state);
      const callNumber = ++calls;
      const report = (event: Unnumbered): void => tell(onEvent, { ...event, callNumber, operationId });
      report({ type: 'request', method, path });
      return run(args, options, state, report).catch((error: unknown) => {
        report({ type: 'failure', error: error as CallError });
        throw error;
      });
    };
  };
}

type Without<Event> = Event extends GatewayEvent ? Omit<Event, 'callNumber' | 'operationId'> : never;
/** An event before it is said to which call it belongs. */
type Unnumbered = Without<GatewayEvent>;
