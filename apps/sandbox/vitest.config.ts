import { defineConfig } from 'vitest/config';

// The test of derivation builds a copy of everything.
export default defineConfig({ test: { testTimeout: 180_000, hookTimeout: 300_000 } });
