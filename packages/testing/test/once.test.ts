import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { madeOnce } from '../once.ts';

const folderOf = (): string => join(mkdtempSync(join(tmpdir(), 'once-')), 'made');

test('two processes that ask for a folder at a time make it once', async () => {
  const folder = folderOf();
  const program = `import { madeOnce } from ${JSON.stringify(new URL('../once.ts', import.meta.url))};
    import { appendFileSync } from 'node:fs';
    await madeOnce(process.argv[1], async () => {
      appendFileSync(process.argv[1] + '.log', 'made ');
      await new Promise((resolve) => setTimeout(resolve, 500));
    });`;
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, folder]);
  await Promise.all([start(), start()]);
  expect(readFileSync(`${folder}.log`, 'utf8')).toBe('made ');
  expect(readdirSync(join(folder, '..')).sort()).toEqual(['made', 'made.log']);
});

test('a process that died while it made the folder holds nobody up', async () => {
  const folder = folderOf();
  const dead = execFileSync(process.execPath, ['--print', 'process.pid'], { encoding: 'utf8' });
  writeFileSync(`${folder}.lock`, dead.trim());
  await madeOnce(folder, async (own) => writeFileSync(join(own, 'file'), ''));
  expect(existsSync(join(folder, 'file'))).toBe(true);
  expect(existsSync(`${folder}.lock`)).toBe(false);
});

test('what cannot be made is said, and may be tried again', async () => {
  const folder = folderOf();
  await expect(madeOnce(folder, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await madeOnce(folder, async () => {});
  expect(existsSync(folder)).toBe(true);
});
