import { defineConfig } from 'vitest/config';

// The gateways under test wait more than they work.
export default defineConfig({ test: { maxWorkers: 2, maxConcurrency: 8, testTimeout: 60_000, hookTimeout: 60_000 } });
