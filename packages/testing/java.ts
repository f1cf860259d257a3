/** Java for tests: machines that start quickly and live for one call. */
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const quick = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const javac = quick.map((flag) => `-J${flag}`);

/** Whether the machine has a compiler of Java 17 or later. */
export const hasJava = (): boolean => spawnSync('javac', [...javac, '--release', '17', '--version']).status === 0;

/** Compiles a file into a folder, and gives the command that runs its class `main`. */
export async function compileJava(file: string, folder: string, main: string): Promise<string[]> {
  await run('javac', [...javac, '-d', folder, file]);
  return ['java', ...quick, '-cp', folder, main];
}

/**
 * The same for a program that is run many times: what it loads in a first run, with `env`, is kept ready for those that follow.
 * How that run ends does not matter.
 */
export async function archiveJava(
  file: string,
  folder: string,
  main: string,
  env: Record<string, string>,
): Promise<string[]> {
  const classes = join(folder, 'classes');
  await compileJava(file, classes, main);
  // What is kept ready comes from an archive, never from a folder.
  const [jar, ready] = [join(folder, `${main}.jar`), join(folder, `${main}.jsa`)];
  await run('jar', ['--create', '--file', jar, '-C', classes, '.']);
  const first = ['-Xlog:disable', `-XX:ArchiveClassesAtExit=${ready}`, '-cp', jar, main];
  await run('java', [...quick, ...first], { env: { ...process.env, ...env } }).catch(() => {});
  return ['java', ...quick, `-XX:SharedArchiveFile=${ready}`, '-cp', jar, main];
}
