import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const home = 'packages/openapi/src/schema/';

/** What is shipped, and what builds it: the folders of each package that hold it, and nothing that was installed. */
async function productFiles(): Promise<string[]> {
  const packages = await Promise.all(
    ['packages', 'apps'].map(async (group) => (await readdir(root + group)).map((name) => `${group}/${name}`)),
  );
  const folders = ['spec', ...packages.flat()].flatMap((name) =>
    ['src', 'build', 'lint'].map((part) => `${name}/${part}`),
  );
  const found = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(root + folder, { recursive: true }).catch(() => []);
      return files.map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
    }),
  );
  return found.flat().filter((file) => file.endsWith('.ts'));
}

const compilers = /\bnew\s+(\w+\.)*Ajv\w*\(/;

test('schemas are compiled in one place', async () => {
  const files = await productFiles();
  expect(files.length).toBeGreaterThan(300);
  const found: string[] = [];
  for (const file of files) if (compilers.test(await readFile(root + file, 'utf8'))) found.push(file);
  expect(found.filter((file) => !file.startsWith(home))).toStrictEqual([]);
  expect(found).toContain('packages/openapi/src/schema/ajv.ts');
});

test('documents are parsed and dereferenced by no other library', async () => {
  const others = /from '(@apidevtools\/json-schema-ref-parser|json-schema-faker|@scalar\/[\w-]+|re2js)/;
  const found: string[] = [];
  for (const file of await productFiles()) if (others.test(await readFile(root + file, 'utf8'))) found.push(file);
  expect(found).toStrictEqual([]);
});
