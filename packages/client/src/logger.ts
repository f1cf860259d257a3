import { invalid } from './address.ts';
import type { CallState } from './call-state.ts';
import type { GatewayEvent } from './events.ts';

/** Where lines are written, in the shape of `console`. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The level of each event. */
const levels = { request: 'debug', attempt: 'debug', retry: 'warn', answer: 'info', failure: 'error' } as const;

/** A listener that writes a line for each event, and then tells `onEvent` of it. */
export function logged(
  logger: Logger,
  onEvent: ((event: GatewayEvent) => unknown) | undefined,
  state: CallState,
): (event: GatewayEvent) => unknown {
  for (const level of Object.values(levels)) {
    if (typeof logger?.[level] !== 'function') invalid('logger', `an object with a function ${level}`, logger, state);
  }
  return (event) => {
    try {
      logger[levels[event.type]](lineOf(event));
    } catch {
      // A logger must not keep an event from its listener.
    }
    return onEvent?.(event);
  };
}

function lineOf(event: GatewayEvent): string {
  const { type, callNumber, operationId } = event;
  const call = `call ${callNumber}`;
  if (type === 'request') return `${operationId}: ${call} begins (${event.method} ${event.path})`;
  if (type === 'attempt') return `${operationId}: ${call}, attempt ${event.attempt}`;
  if (type === 'answer') return `${operationId}: ${call} succeeded after ${event.durationMs} ms`;
  const { name, message, outcome } = event.error;
  const what = type === 'retry' ? `is tried again in ${Math.round(event.delayMs)} ms` : `failed, outcome ${outcome}`;
  return `${operationId}: ${call} ${what}: ${name}: ${message}`;
}
