/** Java for tests: machines that start quickly and live for one call. */
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const quick = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const javac = quick.map((flag) => `-J${flag}`);

/** Whether the machine has a compiler of Java 17 or later: its machine is asked, which takes a third of what itself does. */
export function hasJava(): boolean {
  const [, version] = /version "(\d+)/.exec(String(spawnSync('javac', ['-J-version']).stderr)) ?? [];
  return Number(version) >= 17;
}

/** Compiles a file into a folder, and gives the command that runs its class `main`. */
export async function compileJava(file: string, folder: string, main: string): Promise<string[]> {
  await run('javac', [...javac, '-d', folder, file]);
  return ['java', ...quick, '-cp', folder, main];
}

/**
 * The same for a program that is run many times, and trusts whom it is told: the authorities of the system, which are read at
 * each start, are none. What it loads in a `first` run, with the command that is given, is kept ready for those that follow.
 * How that run ends does not matter.
 */
export async function archiveJava(
  file: string,
  folder: string,
  main: string,
  first: (command: string[]) => Promise<unknown>,
): Promise<string[]> {
  const classes = join(folder, 'classes');
  await compileJava(file, classes, main);
  // What is kept ready comes from an archive, never from a folder.
  const [jar, ready] = [join(folder, `${main}.jar`), join(folder, `${main}.jsa`)];
  await run('jar', [...javac, '--create', '--file', jar, '-C', classes, '.']);
  const java = ['java', ...quick, '-Djavax.net.ssl.trustStore=NONE'];
  await first([...java, '-Xlog:disable', `-XX:ArchiveClassesAtExit=${ready}`, '-cp', jar, main]);
  return [...java, `-XX:SharedArchiveFile=${ready}`, '-cp', jar, main];
}
