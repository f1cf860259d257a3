import type { GatewayEvent } from '../events.ts';

/** The line of a logger for an event. */
export function lineOf(event: GatewayEvent): string {
  const { type, callNumber, operationId } = event;
  const call = `call ${callNumber}`;
  if (type === 'request') return `${operationId}: ${call} begins (${event.method} ${event.path})`;
  if (type === 'attempt') return `${operationId}: ${call}, attempt ${event.attempt}`;
  if (type === 'answer') return `${operationId}: ${call} succeeded after ${event.durationMs} ms`;
  const { name, message, outcome } = event.error;
  const what = type === 'retry' ? `is tried again in ${Math.round(event.delayMs)} ms` : `failed, outcome ${outcome}`;
  return `${operationId}: ${call} ${what}: ${name}: ${message}`;
}
