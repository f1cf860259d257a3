/** `npm run changeset`: notes a change, asking for what; `npm run changeset version` turns the notes into versions. It asks pnpm what is there. */
import { isWindows, run } from './child.mjs';
import { install } from './install.mjs';
import { providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const asking = { isInteractive: true, shell: isWindows };

await inOrder([
  providePnpm,
  () => install('all'),
  async () => (await run('changeset', process.argv.slice(2), asking)).code,
]);
