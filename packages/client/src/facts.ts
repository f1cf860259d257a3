/** What the client knows of the contract. The values are generated into `#generated`. */
export interface ContractFacts {
  stamp: { version: string; hash: string };
  retcodes: { codes: Record<string, Retcode>; unlisted: Retcode };
  operations: OperationFacts[];
}

/** One result code, as the contract's catalogue explains it. */
export interface Retcode {
  class: RetcodeClass;
  /** Whether the operation took effect. */
  outcome: 'applied' | Outcome;
  retry: 'never' | 'fresh-session' | 'backoff';
  meaning: string;
  /** What to do about it. */
  action: string;
}

/** What kind of answer a result code is. */
export type RetcodeClass = 'success' | 'request' | 'session' | 'transient' | 'duplicate' | 'refused' | 'failed';

/** What a failed call leaves behind: nothing took effect, or nobody can tell. */
export type Outcome = 'not-applied' | 'unknown';

/** One operation, ready to be called. */
export interface OperationFacts {
  id: string;
  method: string;
  path: string;
  arguments: { name: string; place: 'path' | 'query' | 'header' | 'cookie' | 'body'; whole?: true }[];
  mediaType?: string;
  /** Where the session's key goes. */
  keys: { place?: string; name?: string }[];
  success?: { expression: SuccessExpression; equals: unknown };
  /** Whether a success has a JSON body. */
  answers: boolean;
  checkArguments: Check;
  checkAnswer: Check;
}

/** Where an answer holds the value that tells success from refusal. */
export type SuccessExpression =
  | { from: 'response'; place: 'body'; pointer: string[] }
  | { from: 'response'; place: 'header'; name: string }
  | { from: 'statusCode' };

/** A compiled schema: whether a value satisfies it, and if not, why. */
export interface Check {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string; params?: Record<string, unknown> }[] | null;
}

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call early. */
  signal?: AbortSignal;
  /** Milliseconds for the attempt; the client's setting unless told. */
  timeout?: number;
}
