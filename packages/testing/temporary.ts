import { accessSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variables that name the folder for temporary files, on POSIX and on Windows. */
const names = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * Makes a folder for temporary files. Unless somebody has named a place for them, it is in `memory`, where Linux has a file
 * system in memory: thousands of small files take half of the CPU there. Where fewer than `room` bytes are free, as in many
 * containers, or where programs may not be run, it is where the system has its own.
 */
export function makeFolder(memory = '/dev/shm', room = 4 * 2 ** 30): string {
  // Sockets have their paths there, and these are short.
  const start = 'cc-';
  if (names.every((name) => !process.env[name]) && hasRoom(memory, room)) {
    const folder = mkdtempSync(join(memory, start));
    if (runsPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
  }
  return mkdtempSync(join(tmpdir(), start));
}

function hasRoom(folder: string, room: number): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= room;
  } catch {
    return false;
  }
}

function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '', { mode: 0o700 });
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(program);
  }
}

/** Gives the tests of a package a folder of their own for temporary files, and takes it away after the last of them. */
export default function temporary(): () => void {
  const folder = makeFolder();
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    for (const [at, name] of names.entries()) {
      if (before[at] === undefined) delete process.env[name];
      else process.env[name] = before[at];
    }
  };
}
