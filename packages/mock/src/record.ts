import type { Incoming } from './incoming.ts';
import type { Exchange } from './exchange.ts';
import { createPlace, forget, keep, keptIn, type KeptRequest, type Place } from './kept.ts';
import type { Redactor } from './redact.ts';

/** A request that arrived, without the key of its session, and how it was answered. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  /** Names in lower case. What carries a key or a cookie reads `[redacted]`. */
  headers: Record<string, string | string[] | undefined>;
  /** JSON where the media type says so, text otherwise; undefined where there is none or it cannot be read. */
  body: unknown;
  /** Undefined until its answer is decided, and where no operation has its path and method. */
  operation?: string;
  /** As it went over the wire; undefined until then, and where the connection was reset or hangs. */
  status?: number;
  example?: string;
  /** The precondition that did not hold. */
  unmet?: string;
  /** The rule of the scenario that applied. */
  rule?: string;
  violations: string[];
}

/** What arrived, in order. */
export interface Recorder {
  /** Notes that a request arrived; call what is returned when its answer is decided, and when it has been written. */
  arrived(request: Incoming): (exchange: Exchange) => void;
  /** The last 1,000 requests at most. */
  requests(): ReceivedRequest[];
  /** Resolves when `count` requests have arrived since the last reset. Rejects after `timeoutMs`. */
  waitFor(count: number, timeoutMs?: number): Promise<ReceivedRequest[]>;
  reset(): void;
  /** Ends all waiting. */
  stop(): void;
}

const capacity = 1_000;

/** Bytes that are kept at most, so that a long run does not fill the memory. */
const budget = 2 ** 24;

/** A request with how it was answered, as far as that is known; `number` tells it from others that had its place. */
interface Entry extends Place, Told {
  number: number;
}

type Told = { [Name in 'operation' | 'status' | 'example' | 'unmet' | 'rule']: ReceivedRequest[Name] | undefined } & {
  violations: Exchange['violations'];
};

const untold: Told = {
  operation: undefined,
  status: undefined,
  example: undefined,
  unmet: undefined,
  rule: undefined,
  violations: [],
};

/** Starts recording. */
export function createRecorder(redact: Redactor): Recorder {
  // Places that have been left are taken again: they, and what is in them, are no work for the garbage collector.
  const places: Entry[] = [];
  let last = 0;
  let first = 1;
  let size = 0;
  let count = 0;
  const waiting = new Map<() => void, () => void>();
  const placeOf = (number: number): Entry => places[number % capacity]!;
  const requests = () =>
    Array.from({ length: last - first + 1 }, (_, index) => {
      const entry = placeOf(first + index);
      const request = keptIn(entry);
      return redact(request, describe(request, entry));
    });
  /** Forgets the oldest requests until no more than so many are left, and, but for the last one, no more bytes. */
  const shrink = (most: number, mostBytes = Infinity): void => {
    for (let kept = last - first + 1; kept > most || (size > mostBytes && kept > 1); kept--) {
      const entry = placeOf(first++);
      size -= entry.end;
      forget(entry);
      Object.assign(entry, untold);
    }
  };

  return {
    requests,
    arrived(request) {
      shrink(capacity - 1);
      const number = ++last;
      const entry = (places[number % capacity] ??= { ...createPlace(), ...untold, number });
      entry.number = number;
      keep(entry, request);
      count++;
      size += entry.end;
      shrink(capacity, budget);
      for (const check of waiting.keys()) check();
      return ({ operation, status, choice, rule, violations }) => {
        if (entry.number !== number || number < first) return;
        entry.operation = operation?.id;
        entry.status = status;
        entry.example = choice.example;
        entry.unmet = choice.unmet?.name;
        entry.rule = rule && (rule.name ?? 'unnamed');
        entry.violations = violations.length > 0 ? violations : untold.violations;
      };
    },
    waitFor(wanted, timeoutMs = 5_000) {
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
        };
        const check = (): void => {
          if (count < wanted) return;
          end();
          resolve(requests());
        };
        const fail = (when: string): void => {
          end();
          reject(new Error(`${count} of ${wanted} requests arrived ${when}.`));
        };
        const timer = setTimeout(fail, timeoutMs, `in ${timeoutMs} ms`);
        waiting.set(check, () => fail('before the mock was closed'));
        check();
      });
    },
    reset() {
      shrink(0);
      count = 0;
    },
    stop() {
      for (const end of waiting.values()) end();
    },
  };
}

function describe(
  request: KeptRequest,
  { operation, status, example, unmet, rule, violations }: Told,
): ReceivedRequest {
  return {
    ...request,
    ...(operation !== undefined && { operation }),
    ...(status !== undefined && { status }),
    ...(example !== undefined && { example }),
    ...(unmet !== undefined && { unmet }),
    ...(rule !== undefined && { rule }),
    violations: violations.map(({ message }) => message),
  };
}
