import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variables that name the folder for temporary files, on POSIX and on Windows. */
const names = ['TMPDIR', 'TMP', 'TEMP'];

/** Gives the tests of a package a folder of their own for temporary files, and removes it after the last of them. */
export default function temporary(): () => void {
  // Sockets have their paths there, and these are short.
  const folder = mkdtempSync(join(tmpdir(), 'cc-'));
  for (const name of names) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
