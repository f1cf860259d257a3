import type { CallState } from './call-state.ts';
import type { GatewayEvent } from './events.ts';
import { load } from './explainer.ts';
import { invalid } from './invalid.ts';

/** Where lines are written, in the shape of `console`. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** A listener that writes a line for each event, and then tells `onEvent` of it. The first lines wait for the words. */
export function logged(
  logger: Logger,
  onEvent: ((event: GatewayEvent) => unknown) | undefined,
  state: CallState,
): (event: GatewayEvent) => unknown {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    if (typeof logger?.[level] !== 'function') invalid('logger', `an object with a function ${level}`, logger, state);
  }
  return (event) => {
    void load()
      .then((by) => (by ? by.writeLine(logger, event) : logger.warn(`${event.operationId}: ${event.type}`)))
      .catch(() => {
        // A logger must not end a process.
      });
    return onEvent?.(event);
  };
}
