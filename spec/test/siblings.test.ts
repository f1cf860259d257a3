import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { siblingFiles, siblings } from './lint/siblings.ts';

const spec = new URL('../', import.meta.url);
const table = readFileSync(new URL('siblings/README.md', spec), 'utf8');

test('each operation beside the contract says by which line it is taken in', () => {
  const operations = siblingFiles().filter(({ file }) => !file.startsWith('siblings/components/'));
  expect(siblings().map(({ file }) => file)).toEqual(operations.map(({ file }) => file));
  for (const { file, line } of siblings()) {
    expect(line).toContain(`{ $ref: ${file} }`);
  }
});

test.each(siblings())('$file has the name of its logs, and its page', ({ file, line }) => {
  const [[method, operation]] = Object.entries<{
    operationId: string;
    description: string;
    externalDocs: { url: string };
  }>(parse(readFileSync(new URL(file, spec), 'utf8'))) as [
    [string, { operationId: string; description: string; externalDocs: { url: string } }],
  ];
  expect(operation.description).toContain(`logs name this operation \`${operation.operationId}\``);
  expect(operation.description).toContain(`Only ${method.toUpperCase()} is supported`);
  expect(operation.externalDocs.url).toMatch(
    /^https:\/\/support\.huaweicloud\.com\/intl\/en-us\/api-cec\/cec_07_\d{4}\.html$/,
  );
  for (const part of [operation.operationId, line, operation.externalDocs.url.slice(-16, -5)])
    expect(table).toContain(part);
});
