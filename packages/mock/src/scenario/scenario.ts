import type { Row } from '@cc-gateway/spec';

/** What a mock plays: a world, how long sessions live in it, and rules that break the ordinary course. */
export interface Scenario {
  summary?: string;
  /** A ready-made scenario whose parts hold where this one says nothing; its rules come after this one's. */
  extends?: string;
  /** Whether the contract's preconditions decide. Ignored: every valid request succeeds. */
  preconditions?: 'obeyed' | 'ignored';
  /** The rows of each table of `x-state`. Rows here replace those of the scenario that is extended. */
  state?: Record<string, Row[]>;
  sessions?: SessionLife;
  /** Where the randomness of `chance` and of distributed latencies starts; 1 unless told. */
  seed?: number;
  rules?: Rule[];
}

/** How long the keys of sessions live. Without it they live for ever. */
export interface SessionLife {
  /** Milliseconds after which a session gets its next key; the old one stays accepted until it dies. */
  renewMs?: number;
  /** Milliseconds after which a key is no longer accepted. */
  dieMs?: number;
}

/** What happens to requests that match. The first rule that matches applies, and no other. */
export interface Rule {
  /** Stands in the log of the requests it applied to. */
  name?: string;
  /** The `operationId` it is for; every operation unless told. */
  operation?: string;
  /** Runtime expressions over the request, and the value that each must have. */
  when?: Record<string, Match>;
  /** How often it applies; without end unless told. */
  times?: number;
  /** How likely it applies to a request that matches, from 0 to 1. */
  chance?: number;
  /** The example of an answer to give. Such a rule leaves requests alone that break the contract. */
  answer?: string;
  fault?: Fault;
}

/** A value, `{ in: [...] }`, `{ matches: 'regular expression' }` or `{ present: true }`. */
export type Match = Scalar | { in: readonly Scalar[] } | { matches: string } | { present: boolean };

type Scalar = string | number | boolean | null;

/** What goes wrong between the answer and the client. */
export interface Fault {
  /** Milliseconds before the answer begins. */
  latency?: Latency;
  /** No answer at all; the connection stays open. */
  hang?: true;
  /** The connection is reset instead of an answer. */
  reset?: true;
  /** How many bytes of the body are sent, of those that were announced, before the connection closes. */
  truncate?: number;
  /** Milliseconds between one byte of the body and the next. */
  drip?: number;
  /** An answer without a body. */
  empty?: true;
  /** A page of HTML with this status, as a load balancer in front would send it. */
  html?: number;
  /** The status of the answer, whatever the contract documents. */
  status?: number;
  /** The value of the header Content-Type. */
  contentType?: string;
  /** The encoding of the body, whatever the header says. */
  charset?: 'utf-8' | 'utf-16le' | 'latin1';
  /** Values to put into the body, by JSON pointer. */
  set?: Record<string, unknown>;
  /** Members to take out of the body, by JSON pointer. */
  remove?: string[];
}

/** Milliseconds: always the same, evenly between two bounds, or log-normal by its median and 99th percentile. */
export type Latency = number | { min: number; max: number } | { median: number; p99: number };
