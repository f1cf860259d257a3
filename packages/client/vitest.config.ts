import shared from '@cc-gateway/testing/vitest';
import { mergeConfig } from 'vitest/config';

// Connections under test wait more than they work. Modules that Node has loaded cannot be put in another's place again.
export default mergeConfig(shared, {
  test: { experimental: { viteModuleRunner: true }, maxWorkers: 2, setupFiles: ['test/own-modules.ts'] },
});
