import type { Outcome, Retry } from '@cc-gateway/spec';
import type { Fault } from '@cc-gateway/mock';

/** What the gateway does with one request. */
export type Play =
  /** Answers with a documented example, its effects and all. */
  | { answer: string; fault?: Fault }
  /** Answers as the world of the contract's examples decides, and something goes wrong on the way. */
  | { fault: Fault }
  /** Something that no documented answer can tell. */
  | { special: Special };

/** What a gateway, or what stands before it, does beyond the contract. */
export type Special =
  | 'answers'
  | 'hangs-unread'
  | 'resets-unread'
  | 'redirects'
  | 'asks-to-wait'
  | 'unavailable'
  | 'answers-much'
  | 'answers-in-1.0'
  /** Closes a connection that has carried a request before; on a new one it answers. */
  | 'closes-reused';

/** Two calls, one after the other or at once, and who can be asked for them. */
export type Calls = 'in turn' | 'at once';

/** The certificate that a gateway shows: one that may be trusted, or why it may not. */
export type CertificateKind = 'right' | 'another-authority' | 'another-name' | 'expired';

/** One thing that can happen to a caller, and what a right one makes of it. */
export interface Situation {
  /** Class and name, the same in every run: `codes/000-004`. */
  name: string;
  /** What happens, in words. */
  says: string;
  /** Where it is written that it happens, or that a caller must be ready for it. */
  reference: string;
  /** For the first request, the second, and so on; the last for all that follow. */
  plays: readonly [Play, ...Play[]];
  /** What a caller can know when the first answer has come, or has not. */
  outcome: Outcome;
  /** Whether it may be sent again, and how. */
  retry: Retry;
  /** What a caller can know in the end where it sends again as it may; as `outcome` unless told. */
  finally?: Outcome;
  /** The code that every answer has, where there is one. */
  code?: string;
  /** HTTPS, with this certificate; HTTP unless told. */
  certificate?: CertificateKind;
  /** How two calls are made, where one shows nothing. At once: the second is answered first, and carried out. */
  calls?: Calls;
  /** Which callers can be judged in it, where not all can. */
  needs?: string;
  /** How the session is: it lives unless told. */
  session?: 'lapsed';
}
