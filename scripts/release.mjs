/** `npm run release -- --dry-run`: builds and packs what is published, checks it, and shows or publishes it. */
import { run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const program = ['packages/release/src/main.ts', ...process.argv.slice(2)];

await inOrder([providePnpm, () => install('all'), () => build(), async () => (await run(nodeProgram(), program)).code]);
