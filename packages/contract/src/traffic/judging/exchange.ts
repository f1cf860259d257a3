import type { RawAnswer } from '../../check/wire/raw-answer.ts';

/** A request as it passed. */
export interface PassedRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** Why its body is not judged; it is, unless told. */
  unread?: string;
}

/** A request with what answered it, whoever sent either. */
export interface Exchange {
  request: PassedRequest;
  /** Undefined where no answer is known. */
  answer?: RawAnswer;
  /** Whether the answer is known byte by byte, and not as a recorder has written it down. */
  isExact: boolean;
}
