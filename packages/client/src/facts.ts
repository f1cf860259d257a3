/** What the client knows of the contract. The values are generated into `#generated`. */
export interface ContractFacts {
  /** Version of this package. */
  version: string;
  stamp: ContractStamp;
  /** Names of the response headers in which fresh keys of a session come. */
  sessionHeaders: string[];
  /** Names, in small letters, of the headers that credentials and parameters go in. */
  contractHeaders: string[];
  operations: OperationFacts[];
  /** How credentials are written, by the names of their security schemes. */
  credentials: Record<string, CredentialFacts>;
  /** The scheme whose key is the session's. */
  sessionScheme: string | null;
  /** Whether every operation needs that key. */
  isKeyDemanded: boolean;
  check: Check;
  write: Write;
  /** A copy of an argument, as it will be sent. Throws where there is none, a RangeError at half of a surrogate pair. */
  copy: (value: unknown) => unknown;
  /** What a caller gives beside the session's key: the scheme, a source of the text that goes out, and what to call it. */
  sources: (
    given: Readonly<Record<string, unknown>>,
    credentials: Record<string, CredentialFacts>,
  ) => [scheme: string, source: string | (() => Promise<string>), what: string][];
  /** What must not be shown of a credential that goes out. */
  secrets: (how: CredentialFacts, text: string) => string[];
  /** Writes a credential into a request. */
  identify: (request: { url: string; headers: Record<string, string> }, how: CredentialFacts, text: string) => void;
}

/** Tells clients of different contracts apart. */
export interface ContractStamp {
  /** `info.version` of the contract. */
  readonly version: string;
  /** SHA-256 of the contract; 64 hexadecimal digits. */
  readonly hash: string;
}

/** One result code, as the contract's catalogue has it. */
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
  parameters: ParameterFacts[];
  body?: BodyFacts;
  /** Alternatives of schemes that go together; absent where no credential is needed. */
  security?: string[][];
  /** The documented successes, by status as the contract writes it; null where one has no body. */
  answers: Readonly<Record<string | number, AnswerFacts | null | undefined>>;
}

/** An argument: its name on the wire, and what the contract says of it. */
export interface ArgumentFacts {
  name: string;
  /** The name that callers write, where it is another. */
  as?: string;
  required?: true;
  schema: Schema;
}

/** An argument outside the body. How it is written is the generated writer's affair. */
export interface ParameterFacts extends ArgumentFacts {
  in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
}

/** The body of a request. */
export interface BodyFacts {
  type: string;
  form?: string;
  required?: true;
  /** Its members where each is an argument; otherwise the whole is one, called `as`. */
  members?: ArgumentFacts[];
  as?: string;
  schema?: Schema;
}

/** A documented success with a body. */
export interface AnswerFacts {
  /** Its media type, in small letters. */
  type: string;
  /** How it is read: as JSON unless told. */
  form?: 'text' | 'bytes';
  schema: Schema;
  /** What tells success from refusal. */
  success?: SuccessFacts;
}

/** Where an answer holds the value that tells success from refusal: in its body, in a header, or else its status is it. */
export interface SuccessFacts {
  pointer?: string[];
  header?: string;
  equals: unknown;
  /** Where the gateway explains itself, in a body. */
  message?: string[];
}

/** How the credential of a security scheme is written. */
export type CredentialFacts = { in: 'header' | 'query' | 'cookie'; name: string } | { http: 'Bearer' | 'Basic' };

/** A schema, in the form that the generated check reads. */
export type Schema = Readonly<Record<string, unknown>>;

/** Whether a value keeps a schema. */
export type Check = (schema: Schema, value: unknown) => boolean;

/** A place in a value, what is wrong there, what was wanted, and what kind of value came. Never holds the value. */
export type Fault = readonly [path: readonly (string | number)[], what: string, wanted?: unknown, received?: string];

/** The values of a request, by place and by their names on the wire. */
export interface RequestParts {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  querystring?: Record<string, unknown>;
  header?: Record<string, unknown>;
  cookie?: Record<string, unknown>;
  body?: unknown;
}

/** Writes a request; or tells which arguments cannot be written. */
export type Write = (
  operation: OperationFacts,
  values: RequestParts,
) => { target: string; headers: Record<string, string>; body?: unknown } | Fault[];
