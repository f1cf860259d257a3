import { defineConfig } from 'vitest/config';

// The gateways under test wait more than they work.
export default defineConfig({ test: { maxConcurrency: 8, testTimeout: 60_000, hookTimeout: 60_000 } });
