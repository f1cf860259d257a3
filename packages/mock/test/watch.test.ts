import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '@cc-gateway/spec';
import { expect, onTestFinished, test } from 'vitest';
import { watchFiles } from '../src/watch.ts';
import { mockFor, retcodeOf } from './ask.ts';

const document = (path: string): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: { [path]: { get: { responses: { 200: { description: 'ok' } } } } },
  });

const file = async (name: string, text: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'mock-')), name);
  await writeFile(path, text);
  return path;
};

test('a document that changed is served, and while it is broken the old one stays', async () => {
  const path = await file('openapi.json', document('/one'));
  await using mock = await mockFor({ contract: await loadContract(path) });
  const lines: string[] = [];
  onTestFinished(watchFiles(mock, { document: path, load: loadContract }, (line) => lines.push(line)));
  const statusOf = async (target: string) => (await fetch(mock.url + target)).status;
  expect([await statusOf('/one'), await statusOf('/two')]).toEqual([200, 404]);

  await writeFile(path, '{');
  await expect.poll(() => lines).toContainEqual(expect.stringContaining('the old one stays: '));
  expect(await statusOf('/one')).toBe(200);
  // What else is written in the folder, as a log, is no reason to say it again.
  await writeFile(`${path}.log`, 'a line');

  // As editors do it: a new file in the place of the old.
  await writeFile(`${path}.new`, document('/two'));
  await rename(`${path}.new`, path);
  await expect.poll(() => lines).toContainEqual(`${path} changed: 1 operations are served from now on.`);
  expect([await statusOf('/one'), await statusOf('/two')]).toEqual([404, 200]);
  expect(new Set(lines).size).toBe(lines.length);
});

test('a scenario that changed begins, and other files beside it change nothing', async () => {
  const path = await file('day.yaml', 'extends: quiet-day\n');
  await using mock = await mockFor({ scenario: path });
  const lines: string[] = [];
  onTestFinished(watchFiles(mock, { scenario: path, load: loadContract }, (line) => lines.push(line)));
  expect(await retcodeOf(mock)).toBe('0');
  await writeFile(join(path, '../other.txt'), 'x');
  await writeFile(path, 'rules: [{ answer: operationFailed }]\n');
  await expect.poll(() => lines).toEqual([`${path} changed: it begins anew.`]);
  expect(await retcodeOf(mock)).not.toBe('0');
});
