import { defineConfig } from 'vitest/config';

// Files share a process, so that Prism is loaded once.
export default defineConfig({ test: { isolate: false, testTimeout: 20_000 } });
