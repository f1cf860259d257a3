import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('every package that has tests has a command that `npm test` runs them by', () => {
  const files = execFileSync('git', ['ls-files', '*.test.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const folders = new Set(files.map((file) => /^(?:(?:packages|apps)\/)?[^/]+/.exec(file)![0]));
  expect(folders.size).toBeGreaterThan(10);
  const left = [...folders].filter((folder) => {
    const { scripts } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as {
      scripts?: { test?: string };
    };
    return scripts?.test !== 'vitest run';
  });
  expect(left).toEqual([]);
});
