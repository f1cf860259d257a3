import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import { cases, everything, partsOf } from './diff/pairs-of-documents.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cc-gateway-documents-'))));
afterAll(() => rm(folder, { recursive: true }));

test.each(cases.map(([level = 'no change', what], index) => [level, what, index] as const))(
  '%s: %s',
  async (expected, _, index) => {
    const [, , change, before] = cases[index]!;
    const base = everything();
    before?.(partsOf(base));
    const revision = structuredClone(base);
    change(partsOf(revision));
    await writeFile(join(folder, `${index}-a.json`), JSON.stringify(base));
    await writeFile(join(folder, `${index}-b.json`), JSON.stringify(revision));
    const { level = 'no change', changes } = await diff(`${index}-a.json`, `${index}-b.json`, { cwd: folder });
    expect({ level, changes }).toMatchObject({ level: expected });
  },
);

test('in Swagger 2.0 a parameter that says it must not be empty says what holds anyway', async () => {
  const write = async (name: string, more: object): Promise<void> => {
    const parameters = [{ in: 'query', name: 'a', type: 'string', ...more }];
    const paths = { '/a': { get: { parameters, responses: { 200: { description: 'x' } } } } };
    const document = { swagger: '2.0', info: { title: 'x', version: '1.0.0' }, paths };
    await writeFile(join(folder, name), JSON.stringify(document));
  };
  await write('plain.json', {});
  await write('never.json', { allowEmptyValue: false });
  await write('may.json', { allowEmptyValue: true });
  expect(await diff('plain.json', 'never.json', { cwd: folder })).toMatchObject({ changes: [] });
  expect(await diff('may.json', 'never.json', { cwd: folder })).toMatchObject({ level: 'major' });
});
