/** `npm run bench`: every benchmark, one after the other; `npm run bench:NAME`: one. */
import { install } from './install.mjs';
import { providePnpm, turbo } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const filter = `--filter=@cc-gateway/${process.argv[2] ?? ''}*`;

await inOrder([
  providePnpm,
  () => install('all'),
  async () => (await turbo('run', 'bench', '--concurrency=1', filter)).code,
]);
