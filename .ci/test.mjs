import { inOrder, pnpm } from './pnpm.mjs';

await inOrder(
  () => pnpm('install', '--frozen-lockfile'),
  () => pnpm('exec', 'turbo', 'boundaries'),
  () => pnpm('exec', 'turbo', 'run', 'lint', 'typecheck', 'test'),
);
