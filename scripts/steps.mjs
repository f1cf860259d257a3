import { hasStopped } from './child.mjs';

/**
 * Does one step after the other; ends this process with the exit code of the first that is not 0, or with 0. Stopped, it
 * ends with `stopped`: 130 unless told, as nothing is proven then.
 */
export async function inOrder(steps, { stopped = 130 } = {}) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return process.exit(hasStopped() ? stopped : code);
  }
}
