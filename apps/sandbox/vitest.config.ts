import { defineConfig } from 'vitest/config';

// The test of derivation builds a copy of everything, and runs the tests of the docs in a browser.
export default defineConfig({ test: { testTimeout: 400_000, hookTimeout: 300_000 } });
