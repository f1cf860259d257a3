/** `npm run bench`: every benchmark, one after the other; `npm run bench:NAME`: one. */
import { inOrder, pnpm } from './pnpm.mjs';

const name = process.argv[2];

await inOrder(
  () => pnpm('install', '--frozen-lockfile'),
  () => pnpm('exec', 'turbo', 'run', 'bench', '--concurrency=1', `--filter=@cc-gateway/${name ?? ''}*`),
);
