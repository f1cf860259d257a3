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
  scale: '@cc-gateway/pipeline',
};
/** The script of a package's further benchmark. */
const scripts = { diff: 'bench:diff', scale: 'bench:scale' };
/** What a benchmark measures beside its package. */
const beside = { scale: ['@cc-gateway/client', '@cc-gateway/mock', '@cc-gateway/contract'] };
// That of scale is for itself alone: it measures no peers, and has no page.
const usual = Object.keys(packages).filter((name) => name !== 'scale');
const chosen = process.argv.length > 2 ? process.argv.slice(2) : usual;
const unknown = chosen.find((name) => !(name in packages));
if (unknown !== undefined) {
  console.error(`No benchmark is named ${JSON.stringify(unknown)}, expected ${Object.keys(packages).join(', ')}.`);
  process.exit(2);
}
const built = chosen.flatMap((name) => [packages[name], ...(beside[name] ?? [])]);

await inOrder([
  providePnpm,
  () => install('all'),
  () => build(...built.map((name) => `--filter=${name}...`)),
  ...chosen.map((name) => async () => (await pnpm('--filter', packages[name], 'run', scripts[name] ?? 'bench')).code),
]);
