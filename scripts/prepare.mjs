/** Installs what tests and lint need, where that is not there yet: what other scripts of the root begin with. */
import { install } from './install.mjs';
import { providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

await inOrder([providePnpm, () => install('all')]);
