/** `npm run bench`: every benchmark, one after the other, within ten minutes; `npm run bench:NAME`: one. */
import { install } from './install.mjs';
import { build, pnpm, providePnpm } from './pnpm.mjs';
import { inOrder } from './steps.mjs';

const packages = {
  client: '@cc-gateway/client-e2e',
  mock: '@cc-gateway/mock',
  checks: '@cc-gateway/contract',
  diff: '@cc-gateway/contract',
  pipeline: '@cc-gateway/pipeline',
};
/** The script of a package's further benchmark. */
const scripts = { diff: 'bench:diff' };
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(packages);
const unknown = chosen.find((name) => !(name in packages));
if (unknown !== undefined) {
  console.error(`No benchmark is named ${JSON.stringify(unknown)}, expected ${Object.keys(packages).join(', ')}.`);
  process.exit(2);
}

await inOrder([
  providePnpm,
  () => install('all'),
  () => build(...chosen.map((name) => `--filter=${packages[name]}...`)),
  ...chosen.map((name) => async () => (await pnpm('--filter', packages[name], 'run', scripts[name] ?? 'bench')).code),
]);
