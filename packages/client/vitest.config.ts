import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// Connections under test wait more than they work.
export default mergeConfig(shared, { test: { maxWorkers: 2, setupFiles: ['test/own-modules.ts'] } });
