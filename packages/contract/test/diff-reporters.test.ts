import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { beforeAll, expect, test } from 'vitest';
import { diff } from '../src/diff/diff.ts';
import type { ContractDiff } from '../src/diff/judging/contract-diff.ts';
import { changelogEntry, withEntry } from '../src/diff/reporting/changelog.ts';
import { reporters } from '../src/diff/reporting/reporters.ts';
import diffSchema from '../diff.schema.json' with { type: 'json' };

const hostile = '<b>|`x`\n::error::&amp;"';
const document = (required: string[], pattern: string, more: object): string =>
  JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Any', version: '1.0.0' },
      paths: {
        '/a': {
          put: {
            requestBody: {
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required,
                    properties: { kind: { enum: ['a', hostile] }, name: { type: 'string', pattern }, ...more },
                  },
                },
              },
            },
            responses: { 200: { description: 'Done.' } },
          },
        },
      },
    },
    null,
    2,
  );

let found: ContractDiff;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-reporters-'));
  await writeFile(join(folder, 'a.json'), document([], '(?i)a', {}));
  await writeFile(
    join(folder, 'b.json'),
    document(['name'], '(?i)b', { more: {} })
      .replace(`, ${JSON.stringify(hostile)}`, '')
      .replace(/,\s*"<b>[^\n]*/u, ''),
  );
  const all = await diff('a.json', 'b.json', { cwd: folder });
  const { fingerprint } = all.changes.find(({ rule }) => rule === 'required-added')!;
  found = await diff('a.json', 'b.json', { cwd: folder, ignore: new Map([[fingerprint, { reason: 'Agreed.' }]]) });
  await rm(folder, { recursive: true });
});

const made = (name: string): string => reporters[name]!(found);

test('the report holds a break, an accepted one, one that cannot be told, and something new', () => {
  expect(found.changes.map(({ level, verdict, ignored }) => [level, verdict, ignored])).toEqual(
    expect.arrayContaining([
      ['major', 'changed', undefined],
      ['major', 'changed', 'Agreed.'],
      ['major', 'not comparable', undefined],
      ['minor', 'changed', undefined],
    ]),
  );
});

test('json keeps its published schema', () => {
  const ajv = new Ajv2020({ allErrors: true });
  ajv.validate(diffSchema, JSON.parse(made('json')));
  expect(ajv.errors).toBeNull();
  expect(ajv.validate(diffSchema, { ...found, changes: [{ level: 'major' }] })).toBe(false);
});

test('sarif keeps its schema, and suppresses what is accepted', () => {
  const file = fileURLToPath(import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const log = JSON.parse(made('sarif')) as {
    runs: { results: { ruleId: string; level: string; suppressions?: unknown }[] }[];
  };
  ajv.validate(schema, log);
  expect(ajv.errors).toBeNull();
  const { results } = log.runs[0]!;
  expect(results.find(({ ruleId }) => ruleId === 'required-added')).toMatchObject({
    suppressions: [{ justification: 'Agreed.' }],
  });
  expect(results.find(({ ruleId }) => ruleId === 'pattern-narrowed')).toMatchObject({ level: 'warning' });
});

test('junit fails for each break that is not accepted, and for the version', () => {
  const xml = made('junit');
  expect(XMLValidator.validate(xml)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
    testsuites: { testsuite: Record<string, string> };
  };
  const breaks = found.changes.filter(({ level, ignored }) => level === 'major' && ignored === undefined).length;
  expect(testsuites.testsuite).toMatchObject({ '@_failures': String(breaks + 1), '@_skipped': '1' });
});

test('github has one line a change, whatever a document says', () => {
  const lines = made('github').trim().split('\n');
  const shown = found.changes.filter(({ level, ignored }) => level !== 'patch' && ignored === undefined);
  expect(lines).toHaveLength(shown.length + 1);
  for (const line of lines) expect(line).toMatch(/^::(?:error|notice) (?:file=[^,:]+,line=\d+,)?title=[^:]+::/u);
});

test('markdown and html show no markup of the document', () => {
  expect(made('markdown')).not.toContain('<b>');
  expect(made('html')).not.toContain('<b>');
  expect(made('html')).not.toContain('<script');
});

test('markdown has the verdict, who is affected and what to do', () => {
  const text = made('markdown');
  expect(text).toContain('After 1.0.0 they demand 2.0.0');
  expect(text).toContain('| what | where | affects | do |');
  expect(text).toContain('Accepted: Agreed.');
});

test('pretty has what a reviewer reads', () => {
  expect(made('pretty')).toMatch(
    /unknown {4}the pattern "\(\?i\)b" is of PCRE[^]*affects[^]*do [^]*accept by {2}[\da-f]{12}/u,
  );
});

test('an entry of a changelog stands before those that there are', () => {
  const entry = changelogEntry(found);
  expect(entry).toMatch(/^## 1\.0\.0\n\n### Breaking\n/u);
  expect(withEntry('# Changes\n\n## 0.9.0\n\n- Old.\n', entry)).toMatch(
    /^# Changes\n\n## 1\.0\.0\n[^]*\n## 0\.9\.0\n/u,
  );
  expect(withEntry('# Changes\n\n', entry)).toBe(`# Changes\n\n${entry}`);
  expect(withEntry(`# Changes\n\n${entry}`, entry)).toBe(`# Changes\n\n${entry}`);
});
