import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The root folder of the repository in which `folder` stands; undefined where it stands in none. */
export const repositoryOf = async (folder: string): Promise<string | undefined> =>
  (await git(folder, ['rev-parse', '--show-toplevel']).catch(() => ''))?.trim() || undefined;

/** The commit that a revision names; undefined where there is none. */
export const commitOf = async (repository: string, revision: string): Promise<string | undefined> =>
  (
    await git(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(
      () => '',
    )
  ).trim() || undefined;

/** Whether a clone lacks the commits before its own. */
export const isShallow = async (repository: string): Promise<boolean> =>
  (await git(repository, ['rev-parse', '--is-shallow-repository']).catch(() => '')).trim() === 'true';

/** Writes the YAML and JSON files of a commit below `folder`, which a document of many files may name. */
export async function checkOut(repository: string, commit: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = (await git(repository, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])).split('\0');
  const documents = names.filter((name) => /\.(ya?ml|json)$/iu.test(name));
  const env = { GIT_INDEX_FILE: `${folder}.index` };
  await git(repository, ['read-tree', commit], { env });
  const args = ['checkout-index', '-z', '--stdin', '--force', `--prefix=${join(folder, '/')}`];
  await git(repository, args, { env, input: documents.join('\0') });
}

const running = new Set<ChildProcess>();

/** Ends what is still being written, so that nothing comes back to a folder that is removed. */
export async function endGit(): Promise<void> {
  const ended = [...running].map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ended);
}

function git(cwd: string, args: string[], { env = {}, input = '' } = {}): Promise<string> {
  return new Promise((done, fail) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 28 };
    const child = execFile('git', args, options, (error, stdout) => {
      running.delete(child);
      if (error) fail(error);
      else done(stdout);
    });
    running.add(child);
    // A command that does not read ends the pipe; its exit code tells whether it failed.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
