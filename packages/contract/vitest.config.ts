import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// The gateways under test wait more than they work. Each worker compiles its documents anew, and has room enough to look for
// garbage seldom: that takes threads of its own, and with a small heap a tenth of all.
const execArgv = ['--initial-heap-size=512', '--max-semi-space-size=32'];
export default mergeConfig(shared, { test: { maxWorkers: 3, maxConcurrency: 8, execArgv } });
