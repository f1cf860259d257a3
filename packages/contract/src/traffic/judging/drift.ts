import type { Contract, Operation } from '@cc-gateway/spec';
import { documentedAnswer, essence, type Seen } from '../../check/answers/reading/observed.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';

/** What was seen of a contract, beside what it documents. */
export interface Drift {
  /** Seen, and not documented, with how often. */
  undocumented: { what: string; times: number }[];
  /** Documented, and never seen. */
  unseen: string[];
  /** The codes that the catalogue does not list. */
  codes: { code: string; operation: string; times: number }[];
  /** The statuses that an operation does not document. */
  statuses: { status: number; operation: string; times: number }[];
}

/** Counts what passes. */
export interface DriftCounter {
  noticeOther(method: string, path: string): void;
  notice(seen: Seen): void;
  drift(): Drift;
}

/** Begins to count. */
export function countDrift(contract: Contract): DriftCounter {
  const others = new Map<string, number>();
  const codes = new Map<string, { code: string; operation: string; times: number }>();
  const statuses = new Map<string, { status: number; operation: string; times: number }>();
  const seenOperations = new Set<Operation>();
  const seenCodes = new Set<string>();
  const add = (what: string): unknown => others.set(what, (others.get(what) ?? 0) + 1);
  return {
    noticeOther: (method, path) => void add(`the operation ${method} ${path}`),
    notice({ case: { operation }, answer, code }) {
      seenOperations.add(operation);
      if (!answer) return;
      if (!documentedAnswer(operation, answer.status)) {
        const known = statuses.get(`${operation.id} ${answer.status}`);
        statuses.set(`${operation.id} ${answer.status}`, {
          status: answer.status,
          operation: operation.id,
          times: (known?.times ?? 0) + 1,
        });
        return;
      }
      const type = headerOf(answer.headers, 'content-type');
      const documented = documentedAnswer(operation, answer.status)!.contents.map(({ mediaType }) =>
        essence(mediaType),
      );
      if (type !== undefined && documented.length > 0 && !documented.includes(essence(type)))
        add(`the media type ${essence(type)} of ${operation.id}`);
      if (!operation.success || typeof code !== 'string') return;
      seenCodes.add(code);
      if (contract.retcodes.codes.has(code) || code === operation.success.equals) return;
      const known = codes.get(`${operation.id} ${code}`);
      codes.set(`${operation.id} ${code}`, { code, operation: operation.id, times: (known?.times ?? 0) + 1 });
    },
    drift: () => ({
      undocumented: [...others].map(([what, times]) => ({ what, times })),
      unseen: [
        ...contract.operations
          .filter((operation) => !seenOperations.has(operation))
          .map(({ id }) => `the operation ${id}`),
        ...[...contract.retcodes.codes.keys()].filter((code) => !seenCodes.has(code)).map((code) => `the code ${code}`),
      ],
      codes: [...codes.values()],
      statuses: [...statuses.values()],
    }),
  };
}
