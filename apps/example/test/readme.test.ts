import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const program = new URL('../main.ts', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');

/** The code block that follows a comment in the README. */
const block = (comment: string): string | undefined =>
  new RegExp(`<!-- ${comment} -->\\n\`\`\`\\w+\\n(.*?)\`\`\``, 's').exec(readme)?.[1];

test('the README shows the program as it is', async () => {
  expect(block('apps/example/main.ts')).toBe(await readFile(program, 'utf8'));
});

test('the program prints what the README says', async () => {
  await using mock = await startMock();
  const env = { ...process.env, CC_GATEWAY_URL: mock.url };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [fileURLToPath(program)], { env });
  expect(stdout).toBe(block('output of apps/example/main.ts'));
  expect(stderr).toBe('');
});

test('the files that the README links to are there', async () => {
  for (const [, link] of readme.matchAll(/\]\(([^):]+)\)/g)) {
    await expect(readFile(new URL(link!, root), 'utf8')).resolves.not.toBe('');
  }
});

test('the README is short', () => {
  expect(readme.split('\n').length).toBeLessThan(110);
});
