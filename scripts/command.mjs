/**
 * `npm run mock -- --port 8050`: a command of a package, as its published form would run it. Installs and builds what it
 * needs, where that is not there yet. Files are named from where npm was called.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const [folder, ...args] = process.argv.slice(2);
const { name, bin } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const program = join(root, folder, Object.values(bin)[0]);
const cwd = process.env.INIT_CWD ?? process.cwd();

await inOrder([
  providePnpm,
  () => install(name),
  () => build(`--filter=${name}`),
  async () => (await run(nodeProgram(), [program, ...args], { cwd })).code,
]);
