import { defineConfig } from 'vitest/config';

// Every test of a copy with many operations takes as much longer.
const testTimeout = process.env.DERIVATION === 'whole' ? 1_800_000 : 300_000;

/** How tests run, in every package. The time-outs end what hangs; no test is judged by them, on a busy machine neither. */
export default defineConfig({
  test: { testTimeout, hookTimeout: testTimeout, expect: { poll: { timeout: 120_000 } } },
});
