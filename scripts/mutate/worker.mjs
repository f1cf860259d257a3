/** Starts vitest with all changes in the files of a plan, and tries its share of them in one process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../child.mjs';
import { mutantsOf } from './mutants.mjs';

const plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN, 'utf8'));
process.chdir(join(root, plan.folder));
const { startVitest } = await import(createRequire(join(root, 'package.json')).resolve('vitest/node'));
const firsts = new Map(plan.files.map(({ file, first }) => [file, first]));
const [test, ...others] = plan.tests;
const plugin = {
  name: 'mutants',
  enforce: 'pre',
  transform(code, id) {
    const [file] = id.split('?');
    if (firsts.has(file)) return mutantsOf(file, code, firsts.get(file)).text;
    // All tests become one file, which ends with the one that tries the changes by them.
    if (file !== test) return undefined;
    const imports = [...others, join(root, 'scripts/mutate/trial.mjs')].map(
      (each) => `import ${JSON.stringify(each)};`,
    );
    return [code, ...imports].join('\n');
  },
};
const options = {
  watch: false,
  reporters: [{}],
  testNamePattern: '^each change is tried$',
  testTimeout: 0,
  fsModuleCache: false,
  // Node would load the files as they are.
  experimental: { viteModuleRunner: true },
  maxWorkers: 1,
  setupFiles: [join(root, 'scripts/mutate/switch.mjs')],
};
const vitest = await startVitest('test', [test], options, { plugins: [plugin] });
const errors = vitest.state
  .getFiles()
  .flatMap((file) => [file, ...file.tasks].flatMap(({ result }) => result?.errors ?? []));
for (const error of [...errors, ...vitest.state.getUnhandledErrors()]) console.error(error.stack ?? error);
await vitest.close();
