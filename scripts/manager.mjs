/** `npm run pnpm -- outdated`: the workspace's package manager, for whoever has npm alone. */
import { pnpm, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

await inOrder([providePnpm, async () => (await pnpm(...process.argv.slice(2))).code]);
