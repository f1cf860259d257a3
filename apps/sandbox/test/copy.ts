import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const windows = process.platform === 'win32';

/** An operation to take in: the line of the index, which its file's first lines say, and the file where it is not there yet. */
export interface Further {
  line: string;
  file?: URL;
}

/** The operations in a folder's files; those that stand in the spec have nothing to copy. */
export async function operationsIn(folder: URL, isCopied: boolean): Promise<Further[]> {
  const names = await readdir(folder, { recursive: true });
  const found = names.toSorted().map(async (name): Promise<Further[]> => {
    if (!name.endsWith('.yaml')) return [];
    const file = new URL(name.replaceAll('\\', '/'), folder);
    const [, line] = /^#\s+(\/\S+: \{ \$ref: \S+ \})$/m.exec(await readFile(file, 'utf8')) ?? [];
    return line === undefined ? [] : [{ line, ...(isCopied && { file }) }];
  });
  return (await Promise.all(found)).flat();
}

/** A copy of this repository with what is installed here, to be changed and built. */
export interface Copy extends AsyncDisposable {
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Adds each operation by its file and its line, before all others. */
  takeIn(operations: Further[]): Promise<void>;
  /** Adds security schemes by their lines. */
  takeInSchemes(lines: string[]): Promise<void>;
  /** Changes the copy as diffs say, wherever in a file what they change has moved to. */
  apply(diffs: string[]): Promise<void>;
  /** Runs a program of the workspace in a folder of the copy, and gives what it prints. Throws Error with that where it fails. */
  run(folder: string, program: string, ...args: string[]): Promise<string>;
  /** Runs git in the copy. */
  git(...args: string[]): Promise<string>;
  pnpm(...args: string[]): Promise<string>;
}

export async function copyOfRepository(): Promise<Copy> {
  const copy = await mkdtemp(join(tmpdir(), 'further-operations-'));
  const left = new Set(['node_modules', 'dist', '.turbo', '.git']);
  await cp(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  await linkDependencies(copy);
  const read = (path: string): Promise<string> => readFile(join(copy, path), 'utf8');
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text);
  };
  return {
    read,
    write,
    async takeIn(operations) {
      for (const { line, file } of operations) {
        if (file) await write(`spec/${/\$ref: (\S+)/.exec(line)![1]!}`, await readFile(file, 'utf8'));
        const index = await read('spec/openapi.yaml');
        await write('spec/openapi.yaml', index.replace(/^paths:$/m, `paths:\n  ${line}`));
      }
    },
    async takeInSchemes(lines) {
      const index = await read('spec/openapi.yaml');
      const all = lines.map((line) => `    ${line}\n`).join('');
      await write('spec/openapi.yaml', index.replace(/^ {2}securitySchemes:\n/m, `$&${all}`));
    },
    async apply(diffs) {
      for (const [at, diff] of diffs.entries()) {
        const file = join(copy, `${at}.diff`);
        await writeFile(file, diff);
        await run(copy, 'git', ['apply', '-p1', file]);
        await rm(file);
      }
    },
    run: (folder, program, ...args) => run(join(copy, folder), process.execPath, [join(copy, program), ...args]),
    git: (...args) => run(copy, 'git', args),
    async pnpm(...args) {
      const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      // The pnpm that runs the tests, where one does: npx would ask the registry again each time.
      const isUnderPnpm = process.env.npm_config_user_agent?.startsWith('pnpm/');
      const [command, ...first] = isUnderPnpm ? ['pnpm'] : [windows ? 'npx.cmd' : 'npx', '--yes', packageManager];
      return run(copy, command, [...first, ...args], windows);
    },
    [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

async function run(cwd: string, command: string, args: string[], shell = false): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', pnpm_config_verify_deps_before_run: 'false' };
  try {
    return (await promisify(execFile)(command, args, { cwd, shell, maxBuffer: 2 ** 26, env })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${basename(command)} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Gives the copy what is installed here: the packages of others by one link, those of the workspace by links within the copy. */
async function linkDependencies(copy: string): Promise<void> {
  await mkdir(join(copy, 'node_modules'));
  await symlink(join(root, 'node_modules/.pnpm'), join(copy, 'node_modules/.pnpm'), 'junction');
  for await (const path of glob(['node_modules', '{scripts,spec,packages/*,apps/*}/node_modules'], { cwd: root })) {
    // Caches change while they are copied: other packages' tests run beside this.
    const filter = (from: string): boolean => !/^\.(?!bin$|modules\.yaml$|pnpm-)/.test(basename(from));
    await cp(join(root, path), join(copy, path), { recursive: true, verbatimSymlinks: true, filter });
  }
}
