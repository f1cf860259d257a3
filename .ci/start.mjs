/** `npm start`: installs and builds what the sandbox needs, where that is not there yet, and runs it until it is stopped. */
import { isWindows, quietly, run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const build = ['run', 'build', '--filter=@cc-gateway/sandbox', '--output-logs=errors-only'];
const sandbox = ['apps/sandbox/dist/main.js', ...process.argv.slice(2)];

await inOrder(
  [
    providePnpm,
    () => install('sandbox'),
    async () => (await quietly('Building', 'turbo', build, { shell: isWindows })).code,
    async () => (await run(nodeProgram(), sandbox)).code,
  ],
  { stopped: 0 },
);
