import type { Capture } from '../../check/wire/exchange.ts';
import type { RawAnswer } from '../../check/wire/raw-answer.ts';

/** A request as it passed. */
export interface PassedRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** In what it breaks HTTP, where its bytes are known. */
  defects?: string[];
  /** Why its body is not judged; it is, unless told. */
  unread?: string;
}

/** A request with what answered it, whoever sent either. */
export interface Exchange {
  request: PassedRequest;
  /** Undefined where no answer is known. */
  answer?: RawAnswer;
  /** Where it was sent, where that is known: scheme, host and port. */
  origin?: string;
  /** Why the answer's body is not judged; it is, unless told. */
  unread?: string;
  /** Whether the answer is known byte by byte, and not as a recorder has written it down. */
  isExact: boolean;
  /** How it went on the wire, where that is known; unless told the answer is whole, and nothing came after it. */
  wire?: Partial<Pick<Capture, 'isComplete' | 'surplus' | 'ending'>>;
  /** Whether the same exchange has been told of already, and more has come. */
  isMore?: true;
  /** When the request was sent and its answer had come, in milliseconds since 1970, where that is known. */
  sentMs?: number;
  answeredMs?: number;
}
