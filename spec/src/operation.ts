import type { Json } from './document.ts';

/** A part of a request that a violation can concern. */
export type ViolationKind = 'security' | 'path' | 'query' | 'header' | 'mediaType' | 'body';

/** A named example of a body. */
export interface Example {
  name: string;
  summary?: string;
  value: Json;
}

/** A documented body: its media type as the document writes it, its schema and its named examples. */
export interface Content {
  mediaType: string;
  schema: Json;
  examples: Example[];
  /** How the members of a form are written, where the document says so, by their names. */
  encoding?: Record<string, Json>;
}

/** A documented answer. `status` is as the document writes it: `200`, `4XX` or `default`. */
export interface Answer {
  status: string;
  description: string;
  contents: Content[];
  headers: Header[];
  /** The rule by which an answer of this status is told a success, where its schema has one. */
  success?: SuccessRule;
}

/** A documented header of an answer. */
export interface Header {
  name: string;
  required: boolean;
  schema: Json;
}

/** A documented parameter in path, query, header or cookie. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  description?: string;
  schema: Json;
  /** How lists and objects are written: `form`, `simple`, `deepObject` and the like. */
  style: string;
  /** Whether each member of a list or an object is written apart. */
  explode: boolean;
  /** Whether reserved characters may stand as they are. */
  allowReserved?: boolean;
  /** The media type in which the value is written, instead of a style. */
  mediaType?: string;
  /** The name that it has as an argument, `x-argument`, where it is not the one on the wire. */
  argument?: string;
  /** The value for samples, where the document gives one. */
  example?: Json;
}

/** An API key, bearer token or the like that a request carries. */
export interface SecurityScheme {
  /** The name under `components.securitySchemes`. */
  scheme: string;
  type: string;
  /** The scheme of HTTP, in small letters, where `type` is `http`: `basic`, `bearer`. */
  httpScheme?: string;
  in?: 'header' | 'query' | 'cookie';
  /** The name on the wire. */
  name?: string;
  description?: string;
  /** How a session is renewed and dies: `x-session`. */
  session?: { header: string; renewMs?: number; dieMs?: number };
}

/** One operation of the contract, as every package sees it. */
export interface Operation {
  /** `operationId`, or method and path where the document gives none. */
  id: string;
  /** In capitals. */
  method: string;
  path: string;
  /** Where it stands in the bundled document, as a JSON pointer. */
  pointer: string;
  summary?: string;
  description?: string;
  tags: string[];
  parameters: Parameter[];
  /** What the document asks of a request and this reader does not know, in words. */
  unread: string[];
  /** `argument`, from `x-argument`, is its name where it is one argument. */
  body?: { required: boolean; description?: string; argument?: string; contents: Content[] };
  answers: Answer[];
  /** Alternatives; all schemes of one alternative are needed together. Empty: none is needed. */
  security: SecurityScheme[][];
  /** How success and refusal are told apart; without it the status decides. */
  success?: SuccessRule;
  /** The example that answers each kind of violation, the first kind that is present winning. */
  violations: Partial<Record<ViolationKind, string>>;
  preconditions: Precondition[];
  effects: Effect[];
}

/** `x-success`: an answer is a success when `value`, an expression, has exactly the value `equals`. */
export interface SuccessRule {
  value: string;
  equals: unknown;
}

/** A value to compare with: an expression, a literal, or `in` a list of them; lists that they give count by member. */
export type Operand = unknown | { in: unknown[] };

/** One line of `x-preconditions`: a row that must be there and match, and the example that answers where it is not. */
export interface Precondition {
  name: string;
  /** The prerequisite in plain words. */
  meaning?: string;
  row: string;
  key: string;
  where?: Record<string, Operand>;
  else: string;
}

/** One line of `x-effects`: columns that a success sets in a row; the row is made where it is missing. */
export interface Effect {
  meaning?: string;
  row: string;
  key: string;
  set: Record<string, unknown>;
}
