import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { runDiffIn } from './diff/run.ts';
import type { Ran } from './cli/run.ts';
import diffSchema from '../diff.schema.json' with { type: 'json' };

let folder: string;

const index = (version: string): string => `openapi: 3.1.1
info: { title: Lockers, version: ${version} }
servers: [{ url: https://lockers.example }]
paths:
  /lockers: { $ref: paths/lockers.yaml }
`;

const path = (name: string): string => `put:
  operationId: openLocker
  requestBody:
    required: true
    content:
      application/json:
        schema:
          type: object
          properties:
            ${name}: { type: string }
  responses:
    '204': { description: Nothing. }
`;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cc-gateway-repository-')));
  mkdirSync(join(folder, 'spec/paths'), { recursive: true });
  git('init', '--quiet', '--initial-branch', 'main');
  save(index('1.0.0'), path('code'));
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
  git('tag', 'v1.0.0');
  save(index('1.0.0'), path('pin'));
  git('commit', '--quiet', '--all', '--message', 'Second');
  save(index('2.0.0'), path('pin'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: folder });
}

function save(document: string, item: string): void {
  writeFileSync(join(folder, 'spec/openapi.yaml'), document);
  writeFileSync(join(folder, 'spec/paths/lockers.yaml'), item);
}

const run = (...args: string[]): Promise<Ran> => runDiffIn(folder, ...args);

test('a break that info.version does not carry exits with 1 and names the version that it demands', async () => {
  const { code, out } = await run('v1.0.0', 'main');
  expect(code).toBe(1);
  expect(out).toMatch(
    /major {2}the request body has lost its member code\n +v1\.0\.0:spec\/paths\/lockers\.yaml:10 {2}#\/put/,
  );
  expect(out).toContain('main:spec/paths/lockers.yaml:10');
  expect(out).toContain(
    'After 1.0.0 they demand 2.0.0; info.version 1.0.0 does not carry them: expected 2.0.0 or later.',
  );
});

test('a break that info.version carries exits with 0; the revision is the working tree unless told', async () => {
  const { code, out } = await run('v1.0.0');
  expect(code).toBe(0);
  expect(out).toContain('spec/paths/lockers.yaml:10');
  expect(out).toContain('info.version 2.0.0 carries them');
});

test.each(['HEAD~1', 'v1.0.0:spec/openapi.yaml', 'main~1:./spec/openapi.yaml'])('%s names a document', async (base) => {
  expect(await run(base, 'HEAD')).toMatchObject({ code: 1, err: '' });
});

test('the same revision is no change', async () => {
  expect(await run('main', 'main')).toMatchObject({ code: 0, out: expect.stringContaining('No change') });
});

test('files are compared, of one file or many, inside a repository or outside', async () => {
  const bundled = { openapi: '3.1.1', info: { title: 'Lockers', version: '2.0.0' }, paths: {} };
  writeFileSync(join(folder, 'other.json'), JSON.stringify(bundled));
  const { code, out } = await run('spec/openapi.yaml', 'other.json');
  expect(code).toBe(1);
  expect(out).toContain('PUT /lockers was removed with its path\n       spec/paths/lockers.yaml:1');
});

test('--reporter json prints what was found, for programs', async () => {
  const { out } = await run('v1.0.0', 'main', '--reporter', 'json');
  const found = JSON.parse(out) as object;
  expect(found).toMatchObject({
    base: '1.0.0',
    revision: '1.0.0',
    demanded: '2.0.0',
    isCarried: false,
    level: 'major',
    changes: [
      {
        level: 'major',
        verdict: 'changed',
        rule: 'member-removed',
        message: 'the request body has lost its member code',
        operations: ['PUT /lockers'],
        affects: 'callers',
        file: 'v1.0.0:spec/paths/lockers.yaml',
        line: 10,
        pointer: '#/put/requestBody/content/application~1json/schema/properties/code',
        fingerprint: expect.stringMatching(/^[\da-f]{12}$/),
      },
      { level: 'minor', file: 'main:spec/paths/lockers.yaml', line: 10 },
    ],
  });
  expect(new Ajv2020({ strict: true }).validate(diffSchema, found)).toBe(true);
});

test.each([
  [['nowhere'], '"nowhere" is neither a file nor a git revision. Expected a file'],
  [['v1.0.0', 'v9'], '"v9" is neither a file nor a git revision'],
  [['v1.0.0:nowhere.yaml'], 'v1.0.0 has no file "nowhere.yaml". Expected the path of an OpenAPI document'],
  [['https://me:secret@gateway.example/api.yaml'], 'An address at gateway.example has credentials'],
  [['--upload-pack=x'], "Unknown option '--upload-pack'"],
  [['--', '-x'], '"-x" is neither a file nor a git revision'],
  [['spec/paths/lockers.yaml'], 'Not an OpenAPI document'],
  [[], 'Received 0 arguments. Expected BASE'],
  [['a', 'b', 'c'], 'Received 3 arguments'],
  [['main', '--reporter', 'xml'], '--reporter is "xml", expected NAME[=FILE] with NAME one of pretty, json'],
])('%j exits with 2 and says what was expected', async (args, says) => {
  const { code, err, out } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(says);
  expect(err).not.toMatch(/ {4}at |secret/u);
});

test('a document that cannot be parsed exits with 2 and names the file', async () => {
  writeFileSync(join(folder, 'broken.yaml'), 'openapi: [');
  const { code, err } = await run('broken.yaml', 'main');
  expect(code).toBe(2);
  expect(err).toContain('broken.yaml":1:11 is neither YAML nor JSON');
});

test('--help prints the usage', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Usage: cc-gateway-contract diff BASE'),
  });
});

test('nothing is left behind in the repository', async () => {
  const before = readFileSync(join(folder, '.git/index'));
  await run('v1.0.0', 'main');
  expect(readFileSync(join(folder, '.git/index')).equals(before)).toBe(true);
});

const shared = (length: number): string => `{ type: string, title: A code,\n  minLength: ${length} }`;

test('a change behind a reference is shown in the file that it stands in, at the keyword', async () => {
  const document = index('1.0.0').replace('paths/lockers.yaml', 'other.yaml');
  writeFileSync(join(folder, 'one.yaml'), document);
  writeFileSync(join(folder, 'two.yaml'), document.replace('other.yaml', 'another.yaml'));
  for (const [name, length] of [
    ['other', 1],
    ['another', 2],
  ] as const) {
    writeFileSync(
      join(folder, `${name}.yaml`),
      path('code').replace('{ type: string }', `{ $ref: ${name}-code.yaml }`),
    );
    writeFileSync(join(folder, `${name}-code.yaml`), shared(length));
  }
  const { out } = await run('one.yaml', 'two.yaml');
  expect(out).toContain(
    'the request body member code no longer takes "a": `minLength` is 2, was 1\n       another-code.yaml:2  #/minLength, was other-code.yaml:2  #/minLength  (length-narrowed)',
  );
});

test('a clone without its history names the depth that it lacks', async () => {
  const shallow = join(folder, 'shallow');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, shallow);
  expect(await runDiffIn(shallow, 'v1.0.0')).toMatchObject({
    code: 2,
    err: expect.stringContaining('The clone is shallow and may lack it: check out with fetch-depth: 0.'),
  });
});

test('a clone that has a revision under another name says which', async () => {
  const clone = join(folder, 'clone');
  git('clone', '--quiet', '--no-checkout', folder, clone);
  execFileSync('git', ['branch', '--quiet', '--move', 'feature'], { cwd: clone });
  expect(await runDiffIn(clone, 'main')).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is origin/main.'),
  });
});
