import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkOut, commitOf, isShallow, repositoryOf } from './git.ts';

/** An argument that names no document. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A document on the disk, and how its files are called. */
export interface Source {
  /** Absolute. */
  file: string;
  /** As the user names it. */
  label: string;
  /** The text of the document, where it does not stand in the file. */
  text?: string;
  /** The name of one of the document's files for a reader. */
  nameOf(file: string): string;
}

/** Where the document of a repository stands, where nothing else is said. */
export const defaultPath = 'spec/openapi.yaml';

/** Where documents are looked for. */
export interface Lookup {
  cwd: string;
  /** Where the files of a commit are written. */
  folder: string;
  stdin?: () => Promise<string>;
}

/** Finds the document that `text` names: a file, a URL, `-`, `REV` or `REV:PATH`. Throws UsageError. */
export async function findSource(text: string, { cwd, folder, stdin }: Lookup): Promise<Source> {
  if (text === '-' && stdin)
    return { ...fileSource(resolve(cwd, 'stdin.yaml'), '-', cwd), nameOf: () => '-', text: await stdin() };
  if (/^https?:\/\//u.test(text)) return addressOf(text);
  if (text.startsWith('file://')) return fileSource(fileURLToPath(text), text, cwd);
  if (await isFile(resolve(cwd, text))) return fileSource(resolve(cwd, text), text, cwd);
  const repository = await repositoryOf(cwd);
  const [revision, given] = splitAt(text);
  const path = given ?? defaultPath;
  const commit = repository && revision ? await commitOf(repository, revision) : undefined;
  if (!repository || !commit) {
    const expected = 'Expected a file, a URL, - for standard input, a git revision such as main, or REVISION:PATH.';
    const hint = repository && revision ? await hintFor(repository, revision) : '';
    throw new UsageError(`${JSON.stringify(text)} is neither a file nor a git revision. ${expected}${hint}`);
  }
  await checkOut(repository, commit, folder);
  const file = path.startsWith('./') ? resolve(folder, relative(repository, cwd), path) : resolve(folder, path);
  if (!(await isFile(file))) {
    const expected = 'Expected the path of an OpenAPI document, YAML or JSON, from the root of the repository.';
    throw new UsageError(`${revision} has no file ${JSON.stringify(path)}. ${expected}`);
  }
  return { file, label: text, nameOf: (name) => `${revision}:${relative(folder, name).replaceAll(sep, '/')}` };
}

function addressOf(text: string): Source {
  const { username, password, host } = URL.canParse(text) ? new URL(text) : ({} as Partial<URL>);
  // An address stands in reports; a password must not.
  if (username || password)
    throw new UsageError(
      `An address at ${host} has credentials, which are not sent. Expected one without; or fetch it, and hand it in as -.`,
    );
  return { file: text, label: text, nameOf: (name) => name };
}

/** Where a revision may be found that a clone does not have under its name. */
async function hintFor(repository: string, revision: string): Promise<string> {
  if (await isShallow(repository)) return ' The clone is shallow and may lack it: check out with fetch-depth: 0.';
  const remote = `origin/${revision}`;
  return (await commitOf(repository, remote)) === undefined ? '' : ` There is ${remote}.`;
}

/** The document in the working tree that belongs to `base`. */
export async function workingTree(base: string, cwd: string): Promise<Source> {
  const path = (await isFile(resolve(cwd, base))) ? undefined : splitAt(base)[1];
  const root = path?.startsWith('./') ? cwd : ((await repositoryOf(cwd)) ?? cwd);
  const file = join(root, path ?? defaultPath);
  const name = relative(cwd, file);
  if (await isFile(file)) return fileSource(file, name, cwd);
  throw new UsageError(
    `The working tree has no file ${JSON.stringify(name)}. Expected one, or a second argument: REVISION.`,
  );
}

/** A document that stands on the disk already. */
export const fileSource = (file: string, label: string, cwd: string): Source => ({
  file,
  label,
  nameOf: (name) => relative(cwd, name).replaceAll(sep, '/'),
});

const isFile = async (file: string): Promise<boolean> => (await stat(file).catch(() => undefined))?.isFile() ?? false;

function splitAt(text: string): [revision: string, path: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
