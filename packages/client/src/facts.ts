/** What the client knows of the contract. The values are generated into `#generated`. */
export interface ContractFacts {
  /** Version of this package. */
  version: string;
  stamp: ContractStamp;
  retcodes: { codes: Record<string, Retcode>; unlisted: Retcode };
  /** Names of the response headers in which fresh keys of a session come. */
  sessionHeaders: string[];
  operations: OperationFacts[];
}

/** Tells clients of different contracts apart. */
export interface ContractStamp {
  /** `info.version` of the contract. */
  readonly version: string;
  /** SHA-256 of the contract; 64 hexadecimal digits. */
  readonly hash: string;
}

/** One result code, as the contract's catalogue explains it. */
export interface Retcode {
  class: RetcodeClass;
  /** Whether the operation took effect. */
  outcome: 'applied' | Outcome;
  retry: Retry;
  meaning: string;
  /** What to do about it. */
  action: string;
}

/** What kind of answer a result code is. */
export type RetcodeClass = 'success' | 'request' | 'session' | 'transient' | 'duplicate' | 'refused' | 'failed';

/** What a failed call leaves behind: nothing took effect, or nobody can tell. */
export type Outcome = 'not-applied' | 'unknown';

/** What sending again needs, where it may help: a fresh session, or some time. */
export type Retry = 'never' | 'fresh-session' | 'backoff';

/** One operation, ready to be called. */
export interface OperationFacts {
  id: string;
  method: string;
  path: string;
  arguments: { name: string; place: Place; whole?: true }[];
  /** The `Content-Type` that its body is sent with. */
  mediaType?: string;
  /** The contract wants a body even where no argument goes into it. */
  bodyRequired?: true;
  /** Where the session's key goes; empty where none is needed. */
  keys: { place?: string; name?: string }[];
  /** What tells success from refusal; `message` is where the gateway explains itself, in a body. */
  success?: { expression: SuccessExpression; equals: unknown; message?: string[] };
  /** The media type of each documented 2xx answer, by status as the contract writes it; null where it has no JSON body. */
  answers: Record<string, string | null>;
  checkArguments: Check;
  checkAnswer: Check;
}

/** Where on the wire an argument goes. */
export type Place = 'path' | 'query' | 'header' | 'cookie' | 'body';

/** Where an answer holds the value that tells success from refusal. */
export type SuccessExpression =
  | { from: 'response'; place: 'body'; pointer: string[] }
  | { from: 'response'; place: 'header'; name: string }
  | { from: 'statusCode' };

/** A compiled schema: whether a value satisfies it, and if not, why. */
export interface Check {
  (value: unknown): boolean;
  errors?: CheckError[] | null;
}

/** One way in which a value does not satisfy a compiled schema. */
export interface CheckError {
  instancePath: string;
  keyword: string;
  params?: Record<string, unknown>;
}
