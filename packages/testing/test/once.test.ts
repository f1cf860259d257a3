import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { madeOnce } from '../once.ts';

const folderOf = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'once-')), 'made');
const put = (own: string): Promise<void> => writeFile(join(own, 'file'), '');

test('a folder that several ask for at a time is made once, and all have it', async () => {
  const folder = await folderOf();
  let begin = (): void => {};
  let end = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  let times = 0;
  const fill = async (own: string): Promise<void> => {
    times += 1;
    begin();
    await ended;
    await put(own);
  };
  const first = madeOnce(folder, fill);
  await begun;
  const others = Array.from({ length: 3 }, async () => {
    await madeOnce(folder, fill);
    return readdir(folder);
  });
  end();
  await first;
  expect(await Promise.all(others)).toEqual([['file'], ['file'], ['file']]);
  expect(times).toBe(1);
  await madeOnce(folder, fill);
  expect(times).toBe(1);
  expect(await readdir(dirname(folder))).toEqual(['made']);
});

test('one that died while it made a folder is waited for so long, and no longer', async () => {
  const folder = await folderOf();
  await mkdir(`${folder}.lock`);
  await madeOnce(folder, put, 1);
  expect(await readdir(folder)).toEqual(['file']);
  expect(await readdir(dirname(folder))).toEqual(['made']);
});

test('what cannot be made is said, and may be tried again', async () => {
  const folder = await folderOf();
  await expect(madeOnce(folder, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await madeOnce(folder, put);
  expect(await readdir(dirname(folder))).toEqual(['made']);
});
