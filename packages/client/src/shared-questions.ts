import { explainer } from './explainer.ts';

/** The questions to a source of keys, shared by the callers who have the same one at the same time. */
export interface SharedQuestions {
  /** The newest key; where `lapsed` is given, one that the gateway has not refused. Throws or rejects as the source does. */
  ask(lapsed?: string): unknown;
  /** Does not wait for a question any longer: the next caller asks anew. */
  forget(question: unknown): void;
}

/** Shares the questions to `source`. What was asked before a refusal does not answer after it. */
export function sharedQuestions(source: (lapsed?: string) => unknown): SharedQuestions {
  /** Questions under way, by the key that lapsed. */
  const underWay = new Map<string | undefined, Promise<unknown>>();
  let another: ((lapsed: string) => unknown) | undefined;

  const forget = (question: unknown): void => {
    for (const [lapsed, each] of underWay) if (each === question) underWay.delete(lapsed);
  };
  return {
    forget,
    ask(lapsed) {
      const asked = underWay.get(lapsed);
      if (asked) return asked;
      // Whoever knows that a key has lapsed has been told so by the explainer.
      if (lapsed !== undefined) another ??= explainer!.keyRefresher(source);
      const answer = lapsed === undefined ? source() : another!(lapsed);
      if (typeof (answer as PromiseLike<unknown> | undefined)?.then !== 'function') return answer;
      const waiting: Promise<unknown> = Promise.resolve(answer)
        .then((key) => {
          // What was asked before the refusal must not answer after the key was refreshed.
          if (lapsed !== undefined) underWay.delete(undefined);
          return key;
        })
        .finally(() => forget(waiting));
      waiting.catch(() => {});
      underWay.set(lapsed, waiting);
      return waiting;
    },
  };
}
