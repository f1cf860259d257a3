import { inOrder, pnpm } from './pnpm.mjs';

await inOrder(
  () => pnpm('install', '--frozen-lockfile'),
  () => pnpm('exec', 'turbo', 'run', 'lint', 'boundaries', 'typecheck', 'test'),
);
