import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// The gateways under test wait more than they work. Each worker compiles its documents anew.
export default mergeConfig(shared, { test: { maxWorkers: 3, maxConcurrency: 8 } });
