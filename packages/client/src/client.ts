import createFetchClient from 'openapi-fetch';
import { judge, type RawAnswer } from './answer.ts';
import { operations, type GatewayClient } from './contract.ts';
import { ConnectionError, TimeoutError } from './errors.ts';
import type { CallOptions, OperationFacts } from './facts.ts';
import { requestOf } from './request.ts';

/** Settings of a client. */
export interface GatewayClientOptions {
  /** Origin of the gateway: `https:`, or `http:` on a loopback host. */
  baseUrl: string | URL;
  /** The session, or a function that is asked for it at each attempt. */
  guid: string | (() => string | Promise<string>);
  /** Milliseconds for each attempt; 10,000 unless told. */
  timeout?: number;
  /** The `fetch` to send with; the platform's unless told. */
  fetch?: typeof globalThis.fetch;
  /** Headers that every request carries. */
  headers?: Record<string, string>;
}

/** Creates a client with one method for each operation of the contract. Nothing is sent before a method is called. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const baseUrl = checkedBaseUrl(options.baseUrl);
  const api = createFetchClient<Record<string, Record<string, unknown>>>({ baseUrl, redirect: 'manual' });

  async function call(
    operation: OperationFacts,
    args: Record<string, unknown>,
    callOptions: CallOptions = {},
  ): Promise<unknown> {
    const { path, query, header, body } = requestOf(operation, args);
    const timeout = AbortSignal.timeout(callOptions.timeout ?? options.timeout ?? 10_000);
    const headers: Record<string, string> = { ...options.headers };
    if (operation.mediaType && body !== undefined) headers['Content-Type'] = operation.mediaType;
    const guid = typeof options.guid === 'function' ? await options.guid() : options.guid;
    for (const { place, name } of operation.keys) if (place === 'header' && name) headers[name] = guid;
    let raw: RawAnswer | undefined;
    const send = async (request: Request): Promise<Response> => {
      const response = await (options.fetch ?? globalThis.fetch)(request);
      raw = { status: response.status, headers: response.headers, text: await response.text() };
      return new Response(null, { status: 204 });
    };
    try {
      const signal = callOptions.signal ? AbortSignal.any([callOptions.signal, timeout]) : timeout;
      await api.request(
        operation.method.toLowerCase() as 'put',
        operation.path as never,
        {
          params: { path, query, header },
          body,
          headers,
          signal,
          fetch: send,
        } as never,
      );
    } catch (cause) {
      const facts = { operationId: operation.id, outcome: 'unknown', cause } as const;
      if (timeout.aborted) throw new TimeoutError('no answer came in time; the call may have taken effect.', facts);
      throw new ConnectionError('the connection could not be made or broke; the call may have taken effect.', facts);
    }
    return judge(operation, raw!);
  }

  return Object.fromEntries(
    operations.map((operation) => [
      operation.id,
      (args: Record<string, unknown>, callOptions?: CallOptions) => call(operation, args, callOptions),
    ]),
  ) as unknown as GatewayClient;
}

function checkedBaseUrl(baseUrl: string | URL): string {
  const url = URL.parse(String(baseUrl));
  const loopback = url && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
    throw new TypeError(
      `baseUrl is ${JSON.stringify(String(baseUrl))}, expected an https: URL, or http: on a loopback host.`,
    );
  }
  return url.href;
}
