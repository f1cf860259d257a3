import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashed, removeFormer } from '../build/assets.ts';

let folder: string;
let dist: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cc-gateway-assets-'));
  dist = pathToFileURL(`${folder}/`);
});
afterAll(() => rm(folder, { recursive: true }));

test('a script that is there is not made again, one that changed has another name, and what no page loads goes', async () => {
  const first = await hashed(dist, 'part', 'say(1);');
  await writeFile(new URL(`${first}.gz`, dist), 'as it was');
  expect(await hashed(dist, 'part', 'say(1);')).toBe(first);
  expect(await readFile(new URL(`${first}.gz`, dist), 'utf8')).toBe('as it was');
  const second = await hashed(dist, 'part', 'say(2);');
  expect(second).not.toBe(first);
  for (const former of ['part.0123456789ab.js', 'part.0123456789ab.js.br', 'part.0123456789ab.js.part']) {
    await writeFile(new URL(`assets/${former}`, dist), '');
  }
  await removeFormer(dist);
  const kept = [first, second].flatMap((file) => ['', '.br', '.gz'].map((end) => `${file}${end}`));
  expect((await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual(
    ['assets', ...kept].toSorted(),
  );
});
