/**
 * `npm run keep -- REVISION`: keeps the contract as a commit has it, bundled, as `spec/versions/VERSION.yaml`: mock and checks
 * speak it by `--contract-version VERSION`, beside the one that stands in `spec/` by then.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './child.mjs';

const [revision, ...more] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
const [tree, bundle] = [join(folder, 'tree'), join(folder, 'openapi.yaml')];
try {
  if (revision === undefined || revision.startsWith('-') || more.length > 0)
    throw new Error('Expected: npm run keep -- REVISION, such as v1.0.0.');
  git('worktree', 'add', '--quiet', '--detach', tree, `${revision}^{commit}`);
  const version = versionIn(tree);
  if (version === undefined) throw new Error(`The contract of ${revision} has no version MAJOR.MINOR.PATCH.`);
  if (version === versionIn(root)) {
    throw new Error(
      `The contract of ${revision} is ${version}, as the present one. Expected a revision from before info.version went up.`,
    );
  }
  run(process.execPath, [
    join(root, 'spec/node_modules/@redocly/cli/bin/cli.js'),
    'bundle',
    join(tree, 'spec/openapi.yaml'),
    '--output',
    bundle,
  ]);
  const text = readFileSync(bundle, 'utf8');
  const file = `spec/versions/${version}.yaml`;
  writeFileSync(join(root, file), `# The contract ${version}, as it was. Kept by npm run keep. Do not edit.\n${text}`, {
    flag: 'wx',
  });
  console.log(`${file} is written.`);
} catch (error) {
  console.error(error.code === 'EEXIST' ? `${error.path.slice(root.length)} is there already.` : error.message);
  process.exitCode = 2;
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}

/** The version of the contract of a work tree; undefined where it is none. */
function versionIn(folder) {
  const text = readFileSync(join(folder, 'spec/openapi.yaml'), 'utf8');
  return /^ {2}version: ['"]?(\d+\.\d+\.\d+)['"]?$/m.exec(text)?.[1];
}

function git(...args) {
  run('git', args);
}

/** Throws an Error with the last line of what a program says where it fails. */
function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { cwd: join(root, 'spec'), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.split(/[\\/]/).at(-1)}: ${stderr.trim().split('\n').at(-1)}`);
}
