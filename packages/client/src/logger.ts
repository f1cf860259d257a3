import type { CallState } from './call-state.ts';
import type { GatewayEvent } from './events.ts';
import { withExplainer } from './explainer.ts';
import { invalid } from './invalid.ts';

/** Where lines are written, in the shape of `console`. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The level of each event. */
const levels = { request: 'debug', attempt: 'debug', retry: 'warn', answer: 'info', failure: 'error' } as const;

/** A listener that writes a line for each event, and then tells `onEvent` of it. The first lines wait for the words. */
export function logged(
  logger: Logger,
  onEvent: ((event: GatewayEvent) => unknown) | undefined,
  state: CallState,
): (event: GatewayEvent) => unknown {
  for (const level of Object.values(levels)) {
    if (typeof logger?.[level] !== 'function') invalid('logger', `an object with a function ${level}`, logger, state);
  }
  return (event) => {
    withExplainer((by) => {
      try {
        logger[levels[event.type]](by ? by.lineOf(event) : `${event.operationId}: ${event.type}`);
      } catch {
        // A logger must not keep an event from its listener.
      }
    });
    return onEvent?.(event);
  };
}
