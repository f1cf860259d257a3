import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import {
  contract,
  evaluate,
  exampleWorld,
  allowedBy,
  fillGuide,
  operationMarkdown,
  sampleRequests,
} from '../src/index.ts';
import { readContract } from '../src/contract.ts';

const guide = (name: string): string => readFileSync(new URL(`../dist/guides/${name}`, import.meta.url), 'utf8');
const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;

test('the lines that a call in the target queue meets by itself are those that the guide names', () => {
  const { parts } = sampleRequests(contract, operation)[0]!;
  const body = parts.body as { callid: string; skillid: number };
  // A world that knows the call in its target queue, and neither agent nor session.
  const rows: Record<string, Record<string, object>> = {
    calls: { [body.callid]: { callid: body.callid, skillid: body.skillid } },
    queues: { [String(body.skillid)]: { skillid: body.skillid } },
  };
  const met = operation.preconditions.flatMap(({ row, key, where = {} }, index) => {
    const found = rows[row]?.[String(evaluate(key, { request: parts }))] as Record<string, unknown> | undefined;
    const holds =
      found !== undefined &&
      Object.entries(where).every(([column, operand]) =>
        allowedBy(operand, { request: parts, state: {} }).includes(found[column]),
      );
    return holds ? [index + 1] : [];
  });
  expect(guide('3-moving-a-call.md')).toContain(`already meets lines ${met[0]} to ${met.at(-1)},`);
  expect(met).toEqual([4, 5, 6]);
});

test('the guide counts what the mock knows as the mock begins with it', () => {
  const text = guide('4-trying-it.md');
  for (const [table, rows] of Object.entries(exampleWorld(contract).rows())) {
    expect(text).toMatch(new RegExp(`\\| ${table} \\| ${rows.length} \\|`));
    const { key } = contract.tables.find(({ name }) => name === table)!;
    for (const row of rows) expect(text).toContain(`\`${String(row[key])}\``);
  }
});

test('a kind of violation that no request can show is not listed', () => {
  const page = operationMarkdown(contract, operation);
  expect(operation.violations).toHaveProperty('query');
  expect(page).not.toContain('a parameter in the query');
  const query = { ...operation.parameters[0]!, in: 'query' as const };
  expect(operationMarkdown(contract, { ...operation, parameters: [...operation.parameters, query] })).toContain(
    'a parameter in the query',
  );
});

test('what HTTP proves about a failure is marked as inferred, and a target that does not exist moves nothing', () => {
  expect(guide('2-result-codes.md')).toMatch(/401, 404, 405, 413, 415 or 429 \(inferred/);
  const target = operation.preconditions.find(({ name }) => name === 'targetExists')!;
  const example = operation.answers[0]!.contents[0]!.examples.find(({ name }) => name === target.else)!;
  expect(contract.retcodes.of(example.value.retcode).outcome).toBe('not-applied');
});

test('a guide that asks for a part that is not known is refused, with those that are', () => {
  expect(() => fillGuide(contract, '<!-- generated: weather -->')).toThrow(/"weather", expected retcodes, codes/);
  expect(() => fillGuide(contract, '<!-- generated: answer nobody -->')).toThrow(/"answer nobody"/);
});

test('a document without codes, state and servers has pages without those parts', () => {
  const bare = readContract(
    {
      openapi: '3.1.1',
      info: { title: 'Bare', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'Well.' } } } } },
    },
    { version: '1', hash: 'none' },
  );
  expect(fillGuide(bare, '<!-- generated: codes --><!-- generated: world --><!-- generated: inquiry -->')).toBe('');
  expect(operationMarkdown(bare, bare.operations[0]!)).not.toContain('## Where to send it');
});

test('one word is used for one thing: the Guid is spelled as its header, and nobody is a he', () => {
  const text = ['guides', 'components', 'paths', 'siblings'].flatMap((folder) => filesBelow(folder)).join('\n');
  expect(text.replaceAll('Set-GUID', '').replaceAll('$GUID', '')).not.toMatch(/\bGUID\b/);
  expect(text).not.toMatch(/\b(he|his|him)\b/i);
});

function filesBelow(folder: string): string[] {
  const { globSync } = process.getBuiltinModule('node:fs');
  const root = new URL('../', import.meta.url);
  return globSync(`${folder}/**/*.{md,yaml}`, { cwd: root }).map((file) => {
    const text = readFileSync(new URL(file, root), 'utf8');
    // Comments are for authors.
    return file.endsWith('.yaml')
      ? parseDocument(text)
          .toString({ lineWidth: 0 })
          .replaceAll(/^\s*#.*$/gm, '')
      : text;
  });
}
