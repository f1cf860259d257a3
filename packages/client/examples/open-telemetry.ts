import { SpanKind, SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import type { GatewayEvent } from '@cc-gateway/client';

/** A listener that makes a span of each call: `createGatewayClient({ …, onEvent: traced(tracer) })`. */
export function traced(tracer: Tracer): (event: GatewayEvent) => void {
  const spans = new Map<number, Span>();
  return (event) => {
    if (event.type === 'request') {
      const attributes = { 'http.request.method': event.method, 'url.template': event.path };
      spans.set(event.callNumber, tracer.startSpan(event.operationId, { kind: SpanKind.CLIENT, attributes }));
    }
    const span = spans.get(event.callNumber);
    if (event.type === 'retry') span?.addEvent('retry', { 'error.type': event.error.name, delay_ms: event.delayMs });
    if (event.type === 'attempt') span?.setAttribute('http.request.resend_count', event.attempt - 1);
    if (event.type === 'failure') {
      span?.recordException(event.error);
      span?.setAttributes({ 'error.type': event.error.name, 'gateway.outcome': event.error.outcome });
      span?.setStatus({ code: SpanStatusCode.ERROR });
    }
    if (event.type === 'answer') span?.setAttribute('http.response.status_code', event.status);
    if (event.type === 'answer' || event.type === 'failure') {
      span?.end();
      spans.delete(event.callNumber);
    }
  };
}
