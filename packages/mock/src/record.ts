import type { Incoming } from './incoming.ts';
import type { Exchange } from './exchange.ts';
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

/** Characters of targets and bodies that are kept at most, so that a long run does not fill the memory. */
const budget = 2 ** 24;

/**
 * What is kept of an exchange: no bytes, which would keep all that came in the same packet, and nothing that the next thousand
 * requests would have to be carried through the collector for.
 */
interface Entry extends Pick<Incoming, 'method' | 'path' | 'query' | 'headers' | 'body'> {
  exchange: { [Name in 'operation' | 'status' | 'choice' | 'rule']: Exchange[Name] | undefined } | undefined;
  violations: Exchange['violations'];
}

const none: Exchange['violations'] = [];

const sizeOf = ({ headers }: Entry): number => 500 + Number(headers['content-length'] ?? 500);

/** Starts recording. */
export function createRecorder(redact: Redactor): Recorder {
  let entries: Entry[] = [];
  let size = 0;
  let count = 0;
  const waiting = new Map<() => void, () => void>();
  const requests = () => entries.map((entry) => redact(entry, describe(entry)));

  return {
    requests,
    arrived(request) {
      const { method, path, query, headers, body } = request;
      const entry: Entry = { method, path, query, headers, body, exchange: undefined, violations: none };
      entries.push(entry);
      count++;
      size += sizeOf(entry);
      while (entries.length > capacity || (size > budget && entries.length > 1)) size -= sizeOf(entries.shift()!);
      for (const check of waiting.keys()) check();
      return ({ operation, status, choice, rule, violations }) => {
        entry.exchange = { operation, status, choice, rule };
        entry.violations = violations.length > 0 ? violations : none;
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
      entries = [];
      size = 0;
      count = 0;
    },
    stop() {
      for (const end of waiting.values()) end();
    },
  };
}

function describe({ method, path, query, headers, body, exchange, violations }: Entry): ReceivedRequest {
  const { operation, status, choice, rule } = exchange ?? {};
  return {
    method,
    path,
    query,
    headers: { ...headers },
    body,
    ...(operation && { operation: operation.id }),
    ...(status !== undefined && { status }),
    ...(choice?.example !== undefined && { example: choice.example }),
    ...(choice?.unmet && { unmet: choice.unmet.name }),
    ...(rule && { rule: rule.name ?? 'unnamed' }),
    violations: violations.map(({ message }) => message),
  };
}
