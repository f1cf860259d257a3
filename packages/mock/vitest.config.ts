import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// Files share a process, so that Prism is loaded once.
export default mergeConfig(shared, { test: { isolate: false } });
