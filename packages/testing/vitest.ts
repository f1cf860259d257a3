import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Every test of a copy with many operations takes as much longer.
const testTimeout = process.env.DERIVATION === 'whole' ? 1_800_000 : 300_000;

/**
 * How tests run, in every package. Files share a process, so that what they import is loaded once: a test leaves nothing
 * behind in it, and what it leaves in the folder for temporary files is removed at the end. The time-outs end what hangs; no
 * test is judged by them, on a busy machine neither.
 */
export default defineConfig({
  test: {
    isolate: false,
    // Node loads TypeScript by itself: what Vite would make of each file again, and hand to each process, costs more.
    experimental: { viteModuleRunner: false },
    globalSetup: fileURLToPath(new URL('temporary.ts', import.meta.url)),
    testTimeout,
    hookTimeout: testTimeout,
    expect: { poll: { timeout: 120_000 } },
  },
});
