type Maybe<T> = T | void | undefined | Promise<T | void | undefined>;

/** What a middleware is told of a request, as openapi-fetch tells it. */
export interface MiddlewareFacts {
  request: Request;
  /** The path as the contract writes it, with its braces. */
  readonly schemaPath: string;
  /** The arguments, by their places. */
  readonly params: {
    path?: Record<string, unknown>;
    query?: Record<string, unknown>;
    header?: Record<string, unknown>;
    cookie?: Record<string, unknown>;
  };
  /** The same for all that is told of one request. */
  readonly id: string;
  /** What openapi-fetch has here; of it, the address and the `fetch` that sends. */
  // oxlint-disable-next-line no-explicit-any -- the options of openapi-fetch, which are not part of this package's types
  readonly options: any;
}

/** A middleware in the form of openapi-fetch: each of the three may be left out. */
export interface Middleware {
  /** May give another request, or an answer, with which nothing is sent. */
  onRequest?: (facts: MiddlewareFacts) => Maybe<Request | Response>;
  /** May give another answer. */
  onResponse?: (facts: MiddlewareFacts & { response: Response }) => Maybe<Response>;
  /** May give an answer in place of the failure, or another error. */
  onError?: (facts: MiddlewareFacts & { error: unknown }) => Maybe<Response | Error>;
}
