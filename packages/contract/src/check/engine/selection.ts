import { probeName } from './probe-name.ts';
import type { Seen } from '../answers/reading/observed.ts';

/** Which probes run: all, or the one that a replay id names. */
export interface Selection {
  isWanted(operation: string, id: string): boolean;
  note(seen: Seen): void;
  /** Whether a request of the probe was sent. */
  isMet(): boolean;
}

/** The choice of a replay id; without one, of every probe. */
export function selectionOf(only: string | undefined): Selection {
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
