import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

test('the build waits for each package that the manifest names, but for what the tests alone need', async () => {
  const readJson = async (name: string): Promise<unknown> => {
    const text = await readFile(new URL(`../${name}`, import.meta.url), 'utf8');
    return JSON.parse(text.replaceAll(/^ *\/\/.*$/gm, ''));
  };
  const { dependencies, devDependencies } = (await readJson('package.json')) as Record<string, Record<string, string>>;
  const { tasks } = (await readJson('turbo.json')) as { tasks: { build: { dependsOn: string[] } } };
  const ofTests = ['@cc-gateway/mock', '@cc-gateway/testing'];
  const named = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => name.startsWith('@cc-gateway/'));
  expect(tasks.build.dependsOn).toEqual(
    named
      .filter((name) => !ofTests.includes(name))
      .map((name) => `${name}#build`)
      .toSorted(),
  );
  const folder = new URL('../build/', import.meta.url);
  const sources = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(sources.map((name) => readFile(join(fileURLToPath(folder), name), 'utf8')));
  expect(ofTests.filter((name) => texts.some((text) => text.includes(`'${name}`)))).toEqual([]);
});
