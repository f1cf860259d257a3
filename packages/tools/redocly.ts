import { fileURLToPath } from 'node:url';
import { beside } from './beside.ts';

const home = new URL('./', import.meta.resolve('@redocly/cli/package.json'));
const cli = new URL('lib/index.js', home);
let commands = 0;

/** What `build-docs` has each page load: Redoc for browsers, a module that exports `hydrate`. */
export const redocScript = new URL('lib/chunks/redoc.standalone.js', home);

/** Runs a command of Redocly's CLI in a process of its own, beside what this one does; where it fails, this one ends as it does. */
export const redoclyBeside = (...args: string[]): Promise<void> =>
  beside(fileURLToPath(new URL('bin/cli.js', home)), args);

/**
 * Runs a command of Redocly's CLI in this process, as `redocly …` would run it, so that several load its modules once.
 * Where the command fails, this process ends with its exit code. One command at a time, and other work of this process
 * delays its end: the CLI waits for the process to be idle.
 */
export async function redocly(...args: string[]): Promise<void> {
  const { argv } = process;
  const exit = process.exit.bind(process);
  const write = process.stderr.write.bind(process.stderr);
  process.argv = [process.execPath, 'redocly', ...args];
  // Advice that is no help: whoever ignores a problem has it at the next tool.
  const isAdvice = (chunk: unknown): boolean => String(chunk).includes('--generate-ignore-file');
  process.stderr.write = (chunk: string, ...rest: []) => isAdvice(chunk) || write(chunk, ...rest);
  try {
    // The CLI has no programming interface: its module reads the arguments, and exits as the last thing it does.
    const code = await new Promise((resolve, reject) => {
      process.exit = resolve as typeof process.exit;
      import(`${cli.href}?${commands++}`).catch(reject);
    });
    if (code) exit(Number(code));
  } finally {
    process.stderr.write = write;
    process.argv = argv;
    process.exit = exit;
  }
}
