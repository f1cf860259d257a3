import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// It imports its schemas as bundlers do, and Node does not; and it names sources that it does not bring, of which Vite would warn.
export default mergeConfig(shared, {
  logLevel: 'error',
  test: { experimental: { viteModuleRunner: true }, server: { deps: { inline: ['@actions/workflow-parser'] } } },
});
