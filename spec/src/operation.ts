import type * as Described from '@cc-gateway/openapi';

/** A part of a request that a violation can concern. */
export type ViolationKind = 'security' | 'path' | 'query' | 'header' | 'mediaType' | 'body';

/** A documented answer. `status` is as the document writes it: `200`, `4XX` or `default`. */
export interface Answer extends Described.Answer {
  /** The rule by which an answer of this status is told a success, where its schema has one. */
  success?: SuccessRule;
}

/** A documented parameter. */
export interface Parameter extends Omit<Described.Parameter, 'extensions'> {
  /** The name that it has as an argument, `x-argument`, where it is not the one on the wire. */
  argument?: string;
}

/** An API key, bearer token or the like that a request carries. */
export interface SecurityScheme extends Omit<Described.SecurityScheme, 'extensions'> {
  /** How a session is renewed and dies: `x-session`. */
  session?: { header: string; renewMs?: number; dieMs?: number };
}

/** A documented body of requests. */
export interface Body extends Omit<Described.Body, 'extensions'> {
  /** The name that it has as one argument, `x-argument`. */
  argument?: string;
}

/** One operation of the contract, as every package sees it. */
export interface Operation extends Omit<
  Described.Operation,
  'parameters' | 'body' | 'answers' | 'security' | 'extensions'
> {
  parameters: Parameter[];
  body?: Body;
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
