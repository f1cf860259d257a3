import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ask, body, mockFor, path, retcodeOf } from './ask.ts';

const file = fileURLToPath(new URL('../samples/busy-day.yaml', import.meta.url));

test('busy-day plays as it is written', async () => {
  await using mock = await mockFor({ scenario: file });
  const other = { path: path.replace('101', '205'), headers: { guid: mock.sessionOf({ agentid: '205' }) } };
  const second = { ...other, body: { callid: '1663580465-1135', skillid: 8 } };
  expect([await retcodeOf(mock, second), await retcodeOf(mock, second)]).toEqual(['000-004', '000-004']);
  expect(await retcodeOf(mock, second)).toBe('0');
  await expect(ask(mock, { body: { callid: '1663580465-1136', skillid: 8 } })).rejects.toThrow('fetch failed');
  expect([await retcodeOf(mock, { body }), await retcodeOf(mock, { body })]).toEqual([0, '0']);
});

test('the schema that editors read takes the sample and refuses a mistake', async () => {
  const schema = JSON.parse(await readFile(new URL('../dist/scenario.schema.json', import.meta.url), 'utf8')) as object;
  const isScenario = new Ajv2020({ allowUnionTypes: true, formats: { regex: true } }).compile(schema);
  expect(isScenario(parse(await readFile(file, 'utf8')))).toBe(true);
  expect(isScenario({ rules: [{ answer: 'none' }] })).toBe(false);
});

const sample = async (name: string) => (await readFile(new URL(`../samples/${name}`, import.meta.url), 'utf8')).trim();

test('the README shows the samples as they are', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(await sample('transfer.test.ts'));
  expect(readme).toContain(await sample('busy-day.yaml'));
});
