import { defineConfig } from 'vitest/config';

/** How tests run, in every package. The time-outs end what hangs; no test is judged by them, on a busy machine neither. */
export default defineConfig({
  test: { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } },
});
