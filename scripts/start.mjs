/** `npm start`: installs and builds what the sandbox needs, where that is not there yet, and runs it until it is stopped. */
import { run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const sandbox = ['apps/sandbox/dist/main.js', ...process.argv.slice(2)];

await inOrder(
  [
    providePnpm,
    // What it serves and runs is built into it.
    () => install('@cc-gateway/sandbox', '@cc-gateway/docs', '@cc-gateway/example'),
    () => build('--filter=@cc-gateway/sandbox'),
    async () => (await run(nodeProgram(), sandbox)).code,
  ],
  { stopped: 0 },
);
