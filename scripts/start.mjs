/**
 * `npm start`: installs and builds what the sandbox needs, where that is not there yet, and runs it until it is stopped. npm
 * starts it in a shell, which it replaces (that of Windows does without), so that a signal reaches it and its exit code npm; and the
 * flags stand last.
 */
import { run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const sandbox = ['apps/sandbox/dist/main.js', ...process.argv.slice(2)];

await inOrder(
  [
    providePnpm,
    () => install('@cc-gateway/sandbox'),
    () => build('--filter=@cc-gateway/sandbox'),
    async () => (await run(nodeProgram(), sandbox)).code,
  ],
  { stopped: 0 },
);
