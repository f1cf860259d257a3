import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// The gateways under test wait more than they work. Files share a process, so that documents are compiled once.
export default mergeConfig(shared, { test: { isolate: false, maxWorkers: 4, maxConcurrency: 8 } });
