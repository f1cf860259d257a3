/** `npm run watch -- packages/mock violations`: the tests of a folder whose names hold a word, again at each change. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const [folder = '', ...words] = process.argv.slice(2);
const cwd = join(root, folder);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

if (existsSync(join(cwd, 'vitest.config.ts')))
  await inOrder(
    [
      providePnpm,
      () => install('all'),
      async () => (await run(nodeProgram(), [vitest, '--watch', ...words], { cwd, isInteractive: true })).code,
    ],
    { stopped: 0 },
  );
else {
  const expected = 'a folder with tests, for example packages/mock';
  console.error(`The first argument is ${JSON.stringify(folder)}, expected ${expected}.`);
  process.exitCode = 2;
}
