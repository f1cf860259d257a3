import type { GatewayEvent } from '../events.ts';
import type { Logger } from '../logger.ts';

/** The level of each event. */
const levels = { request: 'debug', attempt: 'debug', retry: 'warn', answer: 'info', failure: 'error' } as const;

/** Writes the line of an event. */
export const writeLine = (logger: Logger, event: GatewayEvent): void => logger[levels[event.type]](lineOf(event));

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
