/** `npm start` of a fresh clone: installs, builds, and runs the sandbox. */
import { inOrder, node, pnpm } from './pnpm.mjs';

await inOrder(
  () => pnpm('install', '--frozen-lockfile'),
  () => pnpm('exec', 'turbo', 'run', 'build', '--filter=@cc-gateway/sandbox', '--output-logs=errors-only'),
  () => node('apps/sandbox/dist/main.js', ...process.argv.slice(2)),
);
