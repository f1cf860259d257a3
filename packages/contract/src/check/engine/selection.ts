import { probeName } from '../report/finding.ts';
import type { Seen } from '../answers/observed.ts';

/** Which probes run: all, or the one that a replay id names. */
export interface Choice {
  isWanted(operation: string, id: string): boolean;
  note(seen: Seen): void;
  /** Whether a request of the probe was sent. */
  isMet(): boolean;
}

/** The choice of a replay id; without one, of every probe. */
export function choiceOf(only: string | undefined): Choice {
  let isMet = only === undefined;
  const isWanted = (operation: string, id: string): boolean => only?.endsWith(`-${probeName(operation, id)}`) ?? true;
  return {
    isWanted,
    note({ case: { operation, id } }) {
      isMet ||= isWanted(operation.id, id);
    },
    isMet: () => isMet,
  };
}
