/** `npm test`: installs what is not there yet, and runs lint, types, boundaries and every test; one failure hides no other. */
import { stripVTControlCharacters } from 'node:util';
import { isWindows, quietly, run } from './child.mjs';
import { install } from './install.mjs';
import { providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';
import { summaryOf } from './summary.mjs';

const build = ['run', 'build', '--output-logs=errors-only'];
const tasks = ['run', 'lint', 'typecheck', 'test', '--continue', '--output-logs=new-only'];

await inOrder(
  providePnpm,
  () => install('all'),
  async () => (await quietly('Checking boundaries', 'turbo', ['boundaries'], { shell: isWindows })).code,
  // Lint reads the types of what was built.
  async () => (await quietly('Building', 'turbo', build, { shell: isWindows })).code,
  testAll,
);

async function testAll() {
  const { code, output } = await run('turbo', tasks, {
    shell: isWindows,
    onOutput: (text) => process.stdout.write(text),
  });
  if (code !== 0) process.stdout.write(summaryOf(stripVTControlCharacters(output)));
  return code;
}
