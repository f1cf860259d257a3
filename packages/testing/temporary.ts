import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variables that name the folder for temporary files, on POSIX and on Windows. */
const names = ['TMPDIR', 'TMP', 'TEMP'];

/** Gives the tests of a package a folder of their own for temporary files, and takes it away after the last of them. */
export default function temporary(): () => void {
  // Sockets have their paths there, and these are short.
  const folder = mkdtempSync(join(tmpdir(), 'cc-'));
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
