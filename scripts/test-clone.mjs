/**
 * `npm run test:clone`: types every command that our pages print for a clone into a fresh one, where nothing is installed. It
 * takes longer than `npm test`, and so is no part of it.
 */
import { join } from 'node:path';
import { env, root, run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const release = { cwd: join(root, 'packages/release'), env: Object.assign(env, { CLONE: 'fresh' }) };
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'clone'];

await inOrder([
  providePnpm,
  () => install('all'),
  () => build(),
  async () => (await run(nodeProgram(), vitest, release)).code,
]);
