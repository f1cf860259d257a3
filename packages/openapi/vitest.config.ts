import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// Files share a process, so that ajv and Prism are loaded once.
export default mergeConfig(shared, { test: { isolate: false } });
