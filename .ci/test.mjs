import { inOrder, pnpm } from './pnpm.mjs';

await inOrder(
  () => pnpm('install', '--frozen-lockfile'),
  () => pnpm('exec', 'turbo', 'boundaries'),
  // Lint reads the types of what was built.
  () => pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only'),
  () => pnpm('exec', 'turbo', 'run', 'lint', 'typecheck', 'test'),
);
