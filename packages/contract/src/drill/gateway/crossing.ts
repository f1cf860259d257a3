import type { ServerResponse } from 'node:http';

/** Two calls at once, of which the second is answered first. */
export interface Crossing {
  /** Takes the answer to a request, the first and the second in turn. */
  take(response: ServerResponse): void;
  /** Resolves when the first has come: it is held. */
  held: Promise<void>;
  /** Resolves when the second has come, too, and been answered. */
  crossed: Promise<void>;
  /** Whether the second came while the first was held. */
  isCrossed(): boolean;
  /** Answers the first. */
  release(): void;
}

/** Begins to wait for two calls. */
export function awaitCrossing(): Crossing {
  const [held, crossed, released] = [moment(), moment(), moment()];
  let count = 0;
  let isCrossed = false;
  let isReleased = false;
  return {
    take(response) {
      count++;
      if (count === 1) {
        holdUntil(released.passed, response);
        held.pass();
      } else if (count === 2 && !isReleased) {
        isCrossed = true;
        response.once('finish', crossed.pass);
      }
    },
    held: held.passed,
    crossed: crossed.passed,
    isCrossed: () => isCrossed,
    release() {
      isReleased = true;
      released.pass();
    },
  };
}

function moment(): { passed: Promise<void>; pass: () => void } {
  let pass = (): void => {};
  const passed = new Promise<void>((resolve) => (pass = resolve));
  return { passed, pass };
}

/** Keeps the end of an answer, and with it all of an answer that is sent in one piece. */
function holdUntil(moment: Promise<void>, response: ServerResponse): void {
  const end = response.end.bind(response) as (...args: unknown[]) => unknown;
  response.end = ((...args: unknown[]) => (void moment.then(() => end(...args)), response)) as typeof response.end;
}
