import type { Case } from '../answers/reading/case.ts';
import type { Seen } from '../answers/reading/observed.ts';
import { exchange } from '../wire/exchange.ts';
import type { Target } from '../wire/target.ts';

/** Tells a request that hangs from a provider, or a machine, that has no time at the moment. */
export interface Liveness {
  /** Remembers a request that was refused promptly, for the control. */
  note(seen: Seen): void;
  /** Sends it again, on a connection of its own: whether it is answered promptly now. True where none is known. */
  isAnswering(): Promise<boolean>;
}

/** The control of one run. `admit` counts its requests. */
export function livenessOf(target: Target, admit: (each: Case) => Promise<void>): Liveness {
  const prompt = target.timeoutMs / 4;
  let known: Case | undefined;
  return {
    note({ case: each, verdict, capture: { ms, isComplete } }) {
      if (verdict === 'refused' && isComplete && ms < prompt && !each.isOutside && !each.wire.pace) known = each;
    },
    async isAnswering() {
      if (!known) return true;
      await admit({ ...known, about: `a control of an answer that is overdue: ${known.about}` });
      const { isComplete, ms } = await exchange({ ...target, timeoutMs: prompt * 2 }, known.wire);
      return isComplete && ms < prompt;
    },
  };
}
