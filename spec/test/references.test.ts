import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadReferences } from '../lint/references.ts';

const spec = fileURLToPath(new URL('../', import.meta.url));
const operation = 'paths/calldata/assignuserinqueue.yaml';
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'cc-gateway-references-'));
  for (const name of ['openapi.yaml', 'paths', 'components', 'siblings'])
    await cp(join(spec, name), join(copy, name), { recursive: true });
});

afterAll(() => rm(copy, { recursive: true, force: true }));

/** What is said of a copy in which one text of one file is another. */
async function dead(file: string, from: string, to: string): Promise<string[]> {
  const text = await readFile(join(spec, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(copy, file), text.replaceAll(from, to));
  try {
    return deadReferences(join(copy, 'openapi.yaml'));
  } finally {
    await writeFile(join(copy, file), text);
  }
}

test('every reference of the document leads somewhere', () => {
  expect(deadReferences(join(spec, 'openapi.yaml'))).toEqual([]);
});

test.each([
  ['a schema', operation, 'schemas/Verdict.yaml', 'schemas/Verdit.yaml', 'Verdict.yaml'],
  ['a parameter', operation, 'parameters/AgentId.yaml', 'parameters/Agent.yaml', 'AgentId.yaml'],
  ['an example', operation, 'examples/MessageWrong.yaml', 'examples/MessageRong.yaml', 'MessageWrong.yaml'],
  ['a path', 'openapi.yaml', 'calldata/assignuserinqueue.yaml', 'calldata/assignuser.yaml', 'assignuserinqueue.yaml'],
  ['a catalogue', 'openapi.yaml', 'components/Retcodes.yaml', 'components/Retcode.yaml', 'Retcodes.yaml'],
  ['a part of a file', operation, 'schemas/Verdict.yaml', 'schemas/Envelope.yaml#/properties/code', 'message, retcode'],
])('%s that is not there is one sentence, with its place and what there is', async (_, file, from, to, expected) => {
  const said = await dead(file, from, to);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(new RegExp(`^${file}:\\d+:\\d+: the \\$ref ".*" leads nowhere`));
  expect(said[0]).toContain(expected);
});

test('what several references name and is not there is one sentence with all places', async () => {
  const [said, ...others] = await dead(
    'components/schemas/Verdict.yaml',
    '{ $ref: Envelope.yaml }',
    '{ $ref: E.yaml }\n  - { $ref: E.yaml }',
  );
  expect([said, others]).toEqual([expect.stringContaining('(and in components/schemas/Verdict.yaml:4:13)'), []]);
});

test('a word $ref in an example is no reference', async () => {
  expect(
    await dead(operation, 'value: { callid: 1663580465-1134, skillid: 1 }', 'value: { $ref: nowhere.yaml }'),
  ).toEqual([]);
});

test.each([
  ['a tab', operation, '  operationId:', '\toperationId:', /^paths.*:\d+:\d+: this is no YAML\. \S/],
  [
    'a line that is there twice',
    'openapi.yaml',
    'paths:\n',
    'paths:\n  /a: {}\n  /a: {}\n',
    /: this is no YAML\. Map keys must be unique\.$/,
  ],
  [
    'nothing',
    operation,
    await readFile(join(spec, operation), 'utf8'),
    '# none\n',
    /^paths.*:1:1: the file is empty\. Expected/,
  ],
  ['a percent sign alone', 'openapi.yaml', 'paths/calldata/', '100%/', /leads nowhere/],
])('a file with %s is one sentence, with its place', async (_, file, from, to, says) => {
  expect(await dead(file, from, to)).toEqual([expect.stringMatching(says)]);
});
