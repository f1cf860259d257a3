/**
 * What sends a request: the platform's `fetch`, or something that is called in the same way. It must not follow
 * redirects when `redirect` is `manual`, and must give up when `signal` aborts.
 */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

/** The part of `RequestInit` that the client gives. */
export interface FetchRequest {
  method: string;
  headers: Record<string, string>;
  // oxlint-disable-next-line no-explicit-any -- a string, or what the caller gave as the body of another media type
  body?: any;
  redirect: 'manual';
  // oxlint-disable-next-line no-explicit-any -- an AbortSignal, whichever library of types declares it
  signal: any;
}

/** The part of a `Response` that the client reads. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: HeadersLike;
  readonly body?: BodyLike | null;
}

/** The part of `Headers` that an answer's headers are read by. Names are in any case. */
export interface HeadersLike {
  get(name: string): string | null;
  forEach(visit: (value: string, name: string) => void): void;
}

/** The part of a `ReadableStream` that a body is read by. */
export interface BodyLike {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
}

/** The part of an `AbortSignal` that the client uses. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
