import type { Credentials, Kind, Received, Values, Violation } from '../request.ts';
import type { Report, Test, TestOf } from './faults.ts';
import type { Headers } from './headers.ts';
import type { Pairs } from './pairs.ts';

/** What a request holds. */
export interface Reading {
  /** All that could be read, whatever else is wrong. */
  values: Values;
  /** The credentials that are there, by the names of their schemes. */
  credentials: Credentials;
  /** None where the request keeps its document. */
  violations: Violation[];
  /** What was read and could not be held to its schema: its place, and why. */
  unjudged: { pointer: string; message: string }[];
}

/** Reads requests of one operation. */
export type Reader = (request: Received) => Reading;

/** A request, taken apart as far as it is needed. */
export interface Context {
  /** The texts of the path's names; undefined where it is no path of the template. */
  path: Record<string, string> | undefined;
  /** Without its question mark. */
  search: string;
  header: Headers;
  query(): Pairs;
  cookie(): Pairs;
}

/** Takes violations of one part of a request down. */
export const reporter =
  (violations: Violation[], kind: Kind, at: string): Report =>
  (pointer, message, code = 'unreadable') =>
    void violations.push({ kind, code, pointer: at + pointer, message });

/** A test that is made when it is first needed. */
export function lazyTest(testOf: TestOf | undefined, schema: unknown): Test | undefined {
  if (testOf === undefined || schema === true || schema === undefined) return undefined;
  let test: Test | undefined;
  return (value) => (test ??= testOf(schema) ?? (() => []))(value);
}

/** Holds a value to its schema: what is wrong is a violation, and what could not be told is unjudged. */
export function judge(test: Test, value: unknown, report: Report, pointer: string, { unjudged }: Reading): void {
  for (const fault of test(value)) {
    if (fault.isUndecided) unjudged.push({ pointer: pointer + fault.pointer, message: fault.message });
    else report(fault.pointer, fault.message, 'schema');
  }
}
