import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { maxConcurrency: 12, testTimeout: 60_000 } });
