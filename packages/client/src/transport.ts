/**
 * What sends a request: the platform's `fetch`, or something that is called in the same way. It must not follow
 * redirects when `redirect` is `manual`, and must give up when `signal` aborts.
 */
export interface Fetch {
  (url: string, request: FetchRequest): Promise<FetchResponse>;
  /** `false`: it heeds `onGiveUp`, and is given no signal. */
  readonly needsSignal?: false;
}

/** The part of `RequestInit` that the client gives. */
export interface FetchRequest {
  method: string;
  headers: Record<string, string>;
  // oxlint-disable-next-line no-explicit-any -- a string, or what the caller gave as the body of another media type
  body?: any;
  redirect: 'manual';
  // oxlint-disable-next-line no-explicit-any -- an AbortSignal, whichever library of types declares it
  signal: any;
  /** Takes a function to be called when `signal` would abort. */
  onGiveUp?: (listener: (reason: Error) => void) => void;
  /** Milliseconds for a connection to stand, TLS and proxy included; the transport's own limit unless told. */
  connectTimeout?: number | undefined;
  /**
   * To be told of each phase that the attempt reaches, when it is seen to be reached. A transport that never calls it is one
   * that cannot tell: its failures are taken to have come after the request was sent.
   */
  onPhase?: (phase: Phase) => void;
}

/**
 * How far an attempt has come: it waits for a connection; one is being made for it; that stands, TLS included; the first byte
 * of the request may be out; the head of an answer is here.
 */
export type Phase = 'queued' | 'connecting' | 'secured' | 'sent' | 'answered';

/** The part of a `Response` that the client reads. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: HeadersLike;
  /** Read chunk by chunk where it is a stream; else as a whole, by one of the two that follow. */
  readonly body?: BodyLike | null;
  arrayBuffer?(): Promise<ArrayBuffer>;
  text?(): Promise<string>;
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
  /** Lets go of it, where it is a stream of Node and read as a whole. */
  destroy?(): unknown;
}

/** The part of an `AbortSignal` that the client uses. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
