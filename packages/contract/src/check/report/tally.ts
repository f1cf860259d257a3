import { isSameStamp, readStamp, stampHeader, type Stamp } from '@cc-gateway/spec';
import { essence, type Seen } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';

/** Counts the answers of a run to requests for the document's operations. */
export interface Tally {
  note(seen: Seen): void;
  /** Every answer is a 404, and not one that the document describes: the operations are somewhere else. */
  isNowhere(): boolean;
  /** Right or wrong, every request is answered 2xx, with bodies that differ, and no rule of success reads them. */
  isUndecided(): boolean;
  /** The contract that the provider says it is made from, where that is not the one that it is held to. */
  otherStamp(): Stamp | undefined;
}

/** A tally of one run. */
export function createTally(): Tally {
  const statuses = new Set<number>();
  const bodies = new Map<string, Set<string>>();
  let isForeign = false;
  let isAllowed = false;
  let isRefusalDue = false;
  let isRuled = false;
  let other: Stamp | undefined;
  return {
    note(seen) {
      const { case: each, answer } = seen;
      if (!answer) return;
      other ??= otherStampIn(seen);
      isAllowed ||= isNamedInAllow(seen);
      if (each.isOutside) return;
      const { id, success } = each.operation;
      statuses.add(answer.status);
      isForeign ||= isNobodys(seen);
      isRefusalDue ||= each.expect === 'refused';
      isRuled ||= success !== undefined;
      const known = bodies.get(id) ?? new Set();
      bodies.set(id, known.add(answer.body.toString('latin1', 0, 1_000)));
    },
    isNowhere: () => isForeign && !isAllowed && [...statuses].every((status) => status === 404),
    isUndecided: () =>
      !isRuled &&
      isRefusalDue &&
      [...statuses].every((status) => status >= 200 && status < 300) &&
      [...bodies.values()].some(({ size }) => size > 1),
    otherStamp: () => other,
  };
}

function otherStampIn({ answer, contract }: Seen): Stamp | undefined {
  const told = readStamp(headerOf(answer!.headers, stampHeader.toLowerCase()) ?? '');
  return told && !isSameStamp(told, contract.stamp) ? told : undefined;
}

/** Whether the document describes no such answer for the operation. */
function isNobodys({ answer, documented }: Seen): boolean {
  if (!documented) return true;
  const type = essence(headerOf(answer!.headers, 'content-type') ?? '');
  const { contents } = documented;
  return contents.length > 0 && !contents.some(({ mediaType }) => essence(mediaType) === type);
}

/** Whether the answer to another method names that of the operation as one that the path takes. */
function isNamedInAllow({ answer, case: { operation, wire } }: Seen): boolean {
  const allowed = (headerOf(answer!.headers, 'allow') ?? '').split(',').map((method) => method.trim().toUpperCase());
  return wire.method !== operation.method && answer!.status === 405 && allowed.includes(operation.method);
}
