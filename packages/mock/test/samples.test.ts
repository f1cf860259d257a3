import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ask, body, mockFor, path, retcodeOf, text, whole } from './ask.ts';

const file = fileURLToPath(new URL('../samples/busy-day.yaml', import.meta.url));

test('busy-day plays as it is written', async () => {
  await using mock = await mockFor({ scenario: file });
  const other = { path: path.replace('101', '205'), headers: { guid: mock.sessionOf({ agentid: '205' }) } };
  const second = { ...other, body: { ...body, [text]: '1663580465-1135', [whole]: 8 } };
  const said = [await retcodeOf(mock, second), await retcodeOf(mock, second)];
  expect(said, 'samples/busy-day.yaml names a parameter and members: write there what the contract has').toEqual([
    '000-004',
    '000-004',
  ]);
  expect(await retcodeOf(mock, second)).toBe('0');
  await expect(ask(mock, { body: { ...body, [text]: '1663580465-1136', [whole]: 8 } })).rejects.toThrow('fetch failed');
  expect([await retcodeOf(mock, { body }), await retcodeOf(mock, { body })]).toEqual([0, '0']);
});

test('the schema that editors read takes the sample and refuses a mistake', async () => {
  const schema = JSON.parse(await readFile(new URL('../dist/scenario.schema.json', import.meta.url), 'utf8')) as object;
  const isScenario = new Ajv2020({ allowUnionTypes: true, formats: { regex: true } }).compile(schema);
  expect(isScenario(parse(await readFile(file, 'utf8')))).toBe(true);
  expect(isScenario({ rules: [{ answer: 'lost' }] })).toBe(false);
});

const sample = async (name: string) => (await readFile(new URL(`../samples/${name}`, import.meta.url), 'utf8')).trim();

test('control.sh plays busy-day, and reads a key that was renewed', async () => {
  await using mock = await mockFor({ control: 0 });
  const cwd = fileURLToPath(new URL('../samples/', import.meta.url));
  const env = { ...process.env, CONTROL: mock.controlUrl! };
  const { stdout } = await promisify(execFile)('sh', ['control.sh'], { cwd, env });
  const [scenario, clock, session, requests, reset] = stdout.trim().split('\n');
  expect(JSON.parse(scenario!)).toMatchObject({ sessions: { renewMs: 60_000 } });
  expect(clock).toMatch(/^\{"ms":6\d{4}/);
  expect(session).toMatch(/^\{"key":"[\da-f-]{36}\.AgentGateway2"\}$/);
  expect(session).not.toContain('90cf2d41');
  expect([requests, reset]).toEqual(['[]', '{"reset":true}']);
});

test('the README shows the samples as they are', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(await sample('transfer.test.ts'));
  expect(readme).toContain(await sample('busy-day.yaml'));
  expect(readme).toContain(await sample('control.sh'));
});
