import type { Contract, Operation } from '@cc-gateway/spec';
import type { Case } from '../answers/reading/case.ts';
import type { Seen } from '../answers/reading/observed.ts';
import type { Schemas } from '../values/schema.ts';
import type { Capture } from '../wire/exchange.ts';
import type { Target } from '../wire/target.ts';
import type { RunOptions } from './run-options.ts';

/** One run of the checks against one provider, as its probes know it. */
export interface Run {
  contract: Contract;
  target: Target;
  schemas: Schemas;
  recorder: Recorder;
  redactor: Keys;
  options: RunOptions & Required<Pick<RunOptions, 'level' | 'seed' | 'runs'>>;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  renewals: NewestKeys;
  /** What is left for the end: a provider may break at it. */
  last: { operation: Operation; job: () => Promise<void> }[];
  /**
   * Sends a request on a connection of its own and holds its answer to every rule about answers. A refusal that passes
   * by itself is waited for.
   */
  send(each: Case): Promise<Seen>;
  /** Reads and judges an exchange that was made in another way. */
  judge(each: Case, capture: Capture): Seen;
  /** Whether a probe is to run: always, but in a replay. */
  isWanted(operation: Operation, id: string): boolean;
  /** The place of an operation among those that have a kind of probe; 0 for all in a replay, and where the document has one operation. */
  turn(operation: Operation, kind: string): number;
  /** Waits for its turn and counts a request. Throws StopError where the run, or its operation, has to end. */
  admit(each: Case): Promise<void>;
}

/** Takes down what a run finds, and where each rule was tried. */
export interface Recorder {
  find(
    rule: string,
    seen: Seen | undefined,
    received: string,
    more?: {
      documented?: string;
      about?: string;
      operation?: Operation;
      place?: string;
      /** Nothing in the document says so: worth a look, and no violation. */
      isUnsaid?: boolean;
    },
  ): void;
  try(rule: string, place: string): void;
  leaveOut(operation: Operation, about: string, reason: string): void;
  /** What was left out has been tried after all. */
  takeBack(operation: Operation, about: string): void;
}

/** Session keys that nothing that is shown may hold. */
export interface Keys {
  /** A further session key: everything that is shown from now on is without it. */
  add(key: string, says?: string): void;
  /** `text` for people, without its keys. */
  redact(text: string, operation?: Operation): string;
}

/** Keys that have come in the place of others. */
export interface NewestKeys {
  /** The key that has come in the place of `key`, or `key` itself. */
  newest(key: string): string;
  /** The case with the key that is alive. */
  current(each: Case): Case;
}
