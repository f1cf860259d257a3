import type { IHttpRequest } from '@stoplight/prism-http';
import { modules } from '../modules.ts';
import { logger } from './logger.ts';
import type { Resource } from './operation.ts';
import type { Answer } from './types.ts';

/** Sends the callbacks that an operation documents, as Prism does, beside its answer. What becomes of them changes nothing. */
export function sendCallbacks(
  callbacks: NonNullable<Resource['callbacks']>,
  data: IHttpRequest,
  { status: statusCode, headers, body }: Answer,
): void {
  const request = withFields(data);
  for (const callback of callbacks) {
    try {
      const sent = modules.callbacks.runCallback({ callback, request, response: { statusCode, headers, body } })(
        logger,
      );
      void sent().catch(() => {});
    } catch {
      // An address that cannot be made of this request.
    }
  }
}

/** A request whose form is its fields, for expressions that ask for one. */
function withFields(data: IHttpRequest): IHttpRequest {
  const { headers = {}, body } = data;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return isForm && typeof body === 'string' ? { ...data, body: Object.fromEntries(new URLSearchParams(body)) } : data;
}
