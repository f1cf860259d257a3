import { defineConfig } from 'vitest/config';

// The gateways under test wait more than they work. Files share a process, so that documents are compiled once.
export default defineConfig({
  test: { isolate: false, maxWorkers: 2, maxConcurrency: 24, testTimeout: 60_000, hookTimeout: 60_000 },
});
