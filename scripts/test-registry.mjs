/**
 * `npm run test:registry`: publishes every package to a verdaccio of its own, as a release publishes them, installs them from it with
 * npm, pnpm and yarn, runs all that is printed there, and takes the steps of actions and templates. Its installation is as large as that of a package's tests, and so no part of `npm test`.
 */
import { join } from 'node:path';
import { env, root, run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const release = { cwd: join(root, 'packages/release'), env: Object.assign(env, { REGISTRY: 'verdaccio' }) };
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'installed', 'pipelines'];

await inOrder([
  providePnpm,
  () => install('all'),
  () => build(),
  async () => (await run(nodeProgram(), vitest, release)).code,
]);
