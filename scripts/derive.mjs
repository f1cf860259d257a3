/** `npm run derive -- --spec FILE --out DIR`: a package with types and client for any OpenAPI document. */
import { join } from 'node:path';
import { run, root } from './child.mjs';
import { install } from './install.mjs';
import { nodeProgram } from './node.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const program = join(root, 'packages/client/derive.ts');
// Files are named from where npm was called.
const cwd = process.env.INIT_CWD ?? process.cwd();

await inOrder([
  providePnpm,
  () => install('all'),
  () => build('--filter=@cc-gateway/client...'),
  async () => (await run(nodeProgram(), [program, ...process.argv.slice(2)], { cwd })).code,
]);
