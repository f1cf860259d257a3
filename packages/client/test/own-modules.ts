import { afterAll, vi } from 'vitest';

// Files share a process: what one of them puts in the place of a module, the next does not see.
afterAll(() => {
  for (const module of ['#generated', '#catalogue', '#examples', '../src/explain/index.ts']) vi.doUnmock(module);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.resetModules();
});
