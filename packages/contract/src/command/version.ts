import { readFile } from 'node:fs/promises';
import { contract } from '@cc-gateway/spec';

/** Two lines: this package with its version, and the contract that it comes with, by title, version and hash. */
export async function version(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url);
  const own = JSON.parse(await readFile(file, 'utf8')) as { name: string; version: string };
  const { title, stamp } = contract;
  return `${own.name} ${own.version}\n${title} ${stamp.version} (${stamp.hash})\n`;
}
