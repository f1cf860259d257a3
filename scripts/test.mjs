/**
 * `npm test`: installs what is not there yet, and runs lint, types, boundaries and every test that a change can have
 * touched; one failure hides no other. Arguments go to turbo: `npm test -- --filter=./packages/mock`.
 */
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { isWindows, quietly, root, run } from './child.mjs';
import { install } from './install.mjs';
import { build, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';
import { summaryOf } from './summary.mjs';

const shell = { shell: isWindows };
const given = process.argv.slice(2);
let printed = '';

await inOrder([
  providePnpm,
  () => install('all'),
  async () => (await quietly('Checking boundaries', 'turbo', ['boundaries'], shell)).code,
  // Lint reads the types of what was built.
  () => build(),
  testAll,
]);

async function testAll() {
  const isOpen = given.length === 0 && hasChanges();
  const codes = [
    // The tests of what is being worked on come first.
    isOpen ? await turbo('test', '--filter=[HEAD]') : 0,
    await turbo('lint', 'test', ...given),
  ];
  const code = Math.max(...codes);
  if (code !== 0) process.stdout.write(summaryOf(stripVTControlCharacters(printed)));
  return code;
}

async function turbo(...tasks) {
  const onOutput = (text) => process.stdout.write(text);
  const args = ['run', ...tasks, '--continue', '--output-logs=new-only'];
  const { code, output } = await run('turbo', args, { ...shell, onOutput });
  printed += output;
  return code;
}

/** Whether files differ from the last commit. */
function hasChanges() {
  const { status, stdout } = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  return status === 0 && stdout !== '';
}
