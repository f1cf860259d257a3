// @ts-ignore -- An optional peer: what builds the client for `npm start` does without it.
import { http, type HttpHandler } from 'msw';
import { fakeOperations } from '../testing/examples.ts';
import { createFakeFetch, type FakeAnswers, type FakeRequest } from '../testing/fake-fetch.ts';

/** Handlers for MSW's `setupServer` and `setupWorker`. */
export interface GatewayHandlers extends Array<HttpHandler> {
  /** What the gateway received, in order, without keys. */
  readonly requests: readonly FakeRequest[];
}

/**
 * Handlers that answer for the gateway at `baseUrl` with the contract's examples: `answers` as `createFakeFetch` takes them,
 * without them the first example of each operation, which is a success. Throws where the contract has no such example.
 */
export function gatewayHandlers(baseUrl: string, answers?: FakeAnswers): GatewayHandlers {
  const fake = createFakeFetch(answers);
  const base = baseUrl.replace(/\/+$/, '');
  const handlers = fakeOperations.map(({ method, path }) => {
    const send = http[method.toLowerCase() as 'put'];
    return send(`${base}${path.replaceAll(/\{([^{}]+)\}/g, ':$1')}`, async ({ request }: { request: Request }) => {
      const headers: Record<string, string> = {};
      request.headers.forEach((value, name) => (headers[name] = value));
      const body = await request.text();
      const sent = { method, headers, redirect: 'manual', signal: request.signal, ...(body && { body }) } as const;
      return (await fake(request.url, sent)) as Response;
    });
  });
  return Object.assign(handlers, { requests: fake.requests });
}
