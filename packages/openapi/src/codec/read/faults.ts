import type { Json } from '../../json.ts';
import type { Violation } from '../request.ts';

/** One fault of a value that was read, at a JSON pointer in it. */
export interface Fault {
  pointer: string;
  message: string;
  /** Whether it could not be told; the message says why. */
  isUndecided?: true;
}

/** Takes down that something cannot be read, at a pointer within what is being read. */
export type Report = (pointer: string, message: string, code?: Violation['code']) => void;

/** The ways in which a value breaks a schema; none where it keeps it. */
export type Test = (value: unknown) => readonly Fault[];

/** The test of a schema; undefined where there is none. */
export type TestOf = (schema: Json) => Test | undefined;
