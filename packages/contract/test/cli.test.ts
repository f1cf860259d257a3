import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { contract, contractVersions, loadContract, writtenStamp, type Contract } from '@cc-gateway/spec';
import { expect, onTestFinished, test, vi } from 'vitest';
import { unexpected } from '../src/command/command.ts';
import { acceptedIn } from '../src/command/ignored.ts';
import { probeName } from '../src/check/engine/probe-name.ts';
import { replayReport } from '../src/check/reporters/replay.ts';
import { check, type Report } from '../src/index.ts';
import { guid, own } from './faulty/document.ts';
import { startGateway } from './faulty/gateway.ts';
import { fileWith, main, provider, run, runBuilt } from './cli/run.ts';

const whole = `
  /whole:
    get: { operationId: whole, responses: { '200': { description: ok } } }`;

const documentOf = (paths: string): string => `openapi: 3.1.1\ninfo: { title: T, version: '1' }\npaths:${paths}\n`;

const broken = `
  /broken:
    get: { operationId: broken, responses: { '200': { description: ok } } }`;

/** A contract of which no check of one operation can be made. */
async function breaking(paths: string): Promise<Contract> {
  const contract = await loadContract(await fileWith(documentOf(paths)));
  const operation = contract.operations.find(({ id }) => id === 'broken')!;
  Object.defineProperty(operation, 'answers', {
    get: () => {
      throw new Error('this breaks\n    at a place');
    },
  });
  return contract;
}

const ok = () =>
  provider((request, response) => {
    const isKnown = request.url === '/whole' && request.method === 'GET';
    response.writeHead(isKnown ? 200 : 404).end();
  });

test.concurrent('an operation whose checks break is left untested, and the run goes on', async () => {
  await using server = await ok();
  const spec = await breaking(broken + whole);
  const report = await check({ url: server.url, spec, level: 'full' });
  const said = report.untested.find(({ operation }) => operation === 'broken');
  expect(said).toMatchObject({ about: 'the operation' });
  expect(said!.reason).toBe('its checks broke off: this breaks');
  expect(report.coverage.isRefusalsOnly).toBe(false);
  expect(report.reason).toContain('1 of 2 operations were not exercised: broken (its checks broke off: this breaks)');
  expect(report.outcome).toBe('untestable');
});

test.concurrent('where the checks of every operation break, nothing is said to hold', async () => {
  await using server = await ok();
  const report = await check({ url: server.url, spec: await breaking(broken), level: 'full' });
  expect(report.outcome).toBe('untestable');
  expect(report.reason).toContain('Nothing was exercised: broken: its checks broke off');
  expect(report.reason).not.toContain('    at ');
});

test.concurrent('where what is left for the end breaks, nothing is said to hold', async () => {
  await using server = await ok();
  const onExchange = (_: unknown, about: string): void => {
    if (about.endsWith('90 headers')) throw new Error('this breaks');
  };
  const spec = await loadContract(await fileWith(documentOf(whole)));
  const report = await check({ url: server.url, spec, level: 'full', onExchange });
  expect(report.outcome).toBe('untestable');
  expect(report.reason).toContain('malformed requests of whole: its checks broke off: this breaks');
});

test.concurrent('an error that nobody expected is one sentence and exit code 3', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = unexpected(new Error('this breaks\n    at a place'), 'check');
  const written = write.mock.calls.join('');
  write.mockRestore();
  expect(code).toBe(3);
  expect(written).toMatch(/^cc-gateway-contract check: [^\n]+: this breaks\n$/);
});

test.concurrent.each([
  ['check http://127.0.0.1:1 --level full --dry-run', 0],
  ['check http://127.0.0.1:1 --reporter json', 3],
])('%s ends quietly where nobody reads on', async (line, code) => {
  const script = `{ "$0" "$1" ${line}; echo "code $?" >&2; } 2>"$2" | true`;
  const file = await fileWith('', 'err.txt');
  await promisify(execFile)('sh', ['-c', script, process.execPath, main, file]);
  const err = await readFile(file, 'utf8');
  expect(err).toContain(`code ${code}\n`);
  expect(err).not.toMatch(/EPIPE|fault|    at /);
});

test('what nobody reads of stderr does not keep a command from its end', async () => {
  const much = 'data:text/javascript,process.stderr.write("x".repeat(2 ** 20))';
  const child = spawn(process.execPath, ['--import', much, main, '--version'], { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.concurrent('--version names the package and the contract, each with its version', async () => {
  const own = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as Record<string, string>;
  const { title, stamp } = contract;
  const { code, out } = await runBuilt(['--version']);
  expect(code).toBe(0);
  expect(out).toBe(`${own.name} ${own.version}\n${title} ${stamp.version} (${stamp.hash})\n`);
  expect((await run(['check', '--version'])).code).toBe(2);
});

test.concurrent('a coverage that is demanded and not reached is not testable, and the rules that were not tried are named', async () => {
  await using server = await ok();
  const spec = await fileWith(documentOf(whole));
  const args = ['check', server.url, '--spec', spec, '--level', 'full'];
  const { code, out } = await run([...args, '--min-coverage', '99']);
  expect({ code, out }).toMatchObject({ code: 3 });
  expect(out).toMatch(
    /The coverage is [\d.]+ % \(\d+ of \d+ rules\), expected at least 99 %\. Not tried: (\S+, ){7}\S+ and \d+ more\./,
  );
  expect(out).toContain('The contract could not be tested');
  expect((await run([...args, '--min-coverage', '5'])).code).toBe(0);
  const report = await check({ url: server.url, spec, level: 'full', minCoverage: 99 });
  expect(report.outcome).toBe('untestable');
});

test.concurrent('a violation counts for more than a coverage that is not reached', async () => {
  await using server = await provider((_, response) => response.writeHead(299).end());
  const spec = await fileWith(documentOf(whole));
  const { code, out } = await run(['check', server.url, '--spec', spec, '--level', 'full', '--min-coverage', '100']);
  expect(code).toBe(1);
  expect(out).toContain('expected at least 100 %');
});

test.concurrent('an operation whose valid call is refused is named as not testable, though others are exercised', async () => {
  await using server = await provider(({ url }, response) => response.writeHead(url === '/whole' ? 200 : 409).end());
  const refusing = `
  /other:
    get: { operationId: refusing, responses: { '200': { description: ok }, '409': { description: no } } }`;
  const spec = await fileWith(documentOf(whole + refusing));
  const { out } = await run(['check', server.url, '--spec', spec, '--level', 'full']);
  expect(out).toMatch(/Not testable:\n(.*\n)*? +refusing: a valid request is refused with 409\n +valid calls/);
  expect(out).not.toContain('whole: a valid request');
});

test.concurrent.each([
  ['empty.yaml', '', 'is empty'],
  ['map.yaml', 'a: 1\n', 'has no "openapi"'],
  ['two.yaml', 'openapi: 2.0\n', 'says "openapi": 2'],
  ['swagger.yaml', 'swagger: "1.2"\n', 'says "swagger": "1.2"'],
  ['bare.yaml', 'openapi: 3.1.1\n', 'has no "paths"'],
  ['broken.yaml', 'openapi: [\n', 'is neither YAML nor JSON'],
])('a document that cannot be used, %s, is wrong usage', async (name, text, message) => {
  const { code, err } = await run(['check', 'http://a', '--spec', await fileWith(text, name)]);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err.trim()).not.toContain('\n');
});

test.concurrent.each([
  [{ CC_GATEWAY_AUTH: '' }, [], 'the environment variable CC_GATEWAY_AUTH holds no usable key'],
  [{ CC_GATEWAY_OTHER_AUTH: 'a\tb' }, [], 'the environment variable CC_GATEWAY_OTHER_AUTH holds no usable key'],
  [{ CC_GATEWAY_AUTH: '' }, ['--auth', ''], '--auth holds no usable key'],
])('with %j and %j, an unusable key is blamed on where it came from', async (env, args, message) => {
  const { code, err } = await runBuilt(['check', 'http://a', ...args], env);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`check: ${message}: expected`) as string });
});

const nested = `
  /whole:
    post:
      operationId: whole
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Whole' } } } }
      responses: { '200': { description: ok } }
components:
  schemas:
    Named: { type: object, required: [name], properties: { name: { type: string } } }
    Whole:
      allOf:
        - { $ref: '#/components/schemas/Named' }
        - { type: object, properties: { rank: { type: integer } } }
        - oneOf:
            - { required: [cat], properties: { cat: { type: boolean } } }
            - { required: [dog], properties: { dog: { type: boolean } } }`;

test.concurrent('members behind allOf, $ref and oneOf of a body can be offered, and are sent', async () => {
  const spec = await fileWith(documentOf(nested));
  const args = ['check', 'http://a', '--spec', spec, '--level', 'full', '--dry-run'];
  const { code, out } = await run([...args, '--set', 'name=Ada', '--set', 'rank=7', '--set', 'dog=true']);
  expect(code).toBe(0);
  const [valid] = out.split('# a valid request\n').slice(1);
  for (const member of ['"name":"Ada"', '"rank":7', '"dog":true']) expect(valid).toContain(member);
  const { code: wrong, err } = await run([...args, '--set', 'nmae=Ada']);
  expect({ wrong, err }).toEqual({
    wrong: 2,
    err: expect.stringContaining('set names "nmae", expected one of name, rank, cat, dog.') as string,
  });
});

test.concurrent('a document that names nothing to offer says so', async () => {
  const spec = await fileWith(documentOf(whole));
  const { code, err } = await run(['check', 'http://a', '--spec', spec, '--set', 'x=1']);
  expect(code).toBe(2);
  expect(err).toContain('set names "x", expected none: the document names nothing to offer.');
});

const placed = (servers: string): string =>
  documentOf(`${whole}
servers: ${servers}
security: [{ key: [] }]
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }`);

test.concurrent.each([
  [
    '/v2',
    '',
    '[{ url: https://a.example/v2 }]',
    'The base path of the document\'s servers is "/v2": did you mean URL/v2?',
  ],
  [
    '/v2',
    '',
    "[{ url: '/{base}/', variables: { base: { default: v2 } } }]",
    'The base path of the document\'s servers is "/v2": did you mean URL/v2?',
  ],
  ['/a/v2', '/a', '[{ url: /a/v2 }]', 'The base path of the document\'s servers is "/a/v2": did you mean URL/a/v2?'],
  ['/v2', '/v2/v2', '[{ url: /v2 }]', 'The base path of the document\'s servers is "/v2".'],
  ['/v2', '', '[{ url: https://a.example }]', "The document's servers name no base path: check the path of the URL."],
])(
  'where the document is under %s, nothing of it is at URL%s, and the report says so',
  async (base, at, servers, said) => {
    await using server = await provider(({ url }, response) =>
      response.writeHead(url?.startsWith(`${base}/whole`) ? 200 : 404).end('no such page'),
    );
    const spec = await fileWith(placed(servers));
    for (const level of ['safe', 'full'] as const) {
      const report = await check({ url: server.url + at, spec, level });
      expect(report).toMatchObject({ outcome: 'untestable', findings: [] });
      expect(report.reason!.replaceAll(server.url, 'URL')).toBe(
        `Nothing of the document is at URL${at}: every request to its operations is answered 404. ${said}`,
      );
    }
    expect((await check({ url: server.url + base, spec, level: 'full' })).reason).toBeUndefined();
  },
);

test.concurrent('a provider that refuses unknown ids by a documented 404 is there', async () => {
  await using server = await provider((_, response) => response.writeHead(404).end());
  const pet = `
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: pet, responses: { '200': { description: ok }, '404': { description: no such pet } } }`;
  const report = await check({ url: server.url, spec: await fileWith(documentOf(pet)) });
  expect(report.outcome).toBe('holds');
});

const counted = `
  /count:
    get:
      operationId: count
      parameters: [{ name: n, in: query, required: true, schema: { type: integer } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } }`;

/** Tells success by the status, or by the body alone. */
const counting = (wrong: number) =>
  provider(({ url = '', method }, response) => {
    const isKnown = url.startsWith('/count') && method === 'GET';
    const isRight = /^\/count\?n=-?\d+$/.test(url);
    response.writeHead(isKnown ? (isRight ? 200 : wrong) : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(isKnown ? { done: isRight } : {}));
  });

test.concurrent('where every request is answered 2xx and the bodies differ, x-success is hinted at', async () => {
  await using server = await counting(200);
  const spec = await fileWith(documentOf(counted));
  const { out } = await run(['check', server.url, '--spec', spec, '--level', 'full']);
  expect(out).toMatch(
    /The contract is violated[^\n]*\nhint  Every request, right or wrong, is answered 2xx\. .* x-success/,
  );
});

test.concurrent('where wrong requests are answered otherwise, or the document has x-success, nothing is hinted at', async () => {
  await using server = await counting(400);
  const spec = await fileWith(documentOf(counted));
  expect((await check({ url: server.url, spec, level: 'full' })).hints).toEqual([]);
  await using body = await counting(200);
  const ruled = documentOf(
    counted.replace('{ type: object }', "{ type: object, x-success: { value: '$response.body#/done', equals: true } }"),
  );
  const report = await check({ url: body.url, spec: await fileWith(ruled), level: 'full' });
  expect(report).toMatchObject({ outcome: 'holds', hints: [] });
});

test.concurrent('a provider that is made from another contract is named, and no other', async () => {
  const spec = await loadContract(await fileWith(documentOf(whole)));
  const own = writtenStamp(spec.stamp);
  for (const [told, hints] of [
    ['0.9.0; 0123456789ab', [expect.stringContaining(`from the contract 0.9.0; 0123456789ab, and is held to ${own};`)]],
    [own, []],
    ['something else', []],
  ] as const) {
    await using server = await provider(({ url }, response) =>
      response.writeHead(url === '/whole' ? 200 : 404, { 'X-Contract': told }).end(),
    );
    expect((await check({ url: server.url, spec })).hints).toEqual(hints);
  }
});

test.concurrent.each([
  ['check http://a', ''],
  ['replay f1-0123456789 http://a', ''],
  ['traffic a.har', ''],
  ['drill', ' -- true'],
])('%s takes a version of the contract, and one that is not there is wrong usage', async (words, rest) => {
  const { version } = contract.stamp;
  const known = contractVersions().join(', ');
  const { code, err } = await run(`${words} --contract-version 0.0.1${rest}`.split(' '));
  expect([code, err.split(': ').at(-1)]).toEqual([2, `The contract has no version "0.0.1" here, expected ${known}.\n`]);
  const both = await run(`${words} --spec a.yaml --contract-version ${version}${rest}`.split(' '));
  expect([both.code, both.err]).toEqual([2, expect.stringContaining('--spec and --contract-version are both given')]);
});

test.concurrent('the version that is built is held to as it is without the flag', async () => {
  const args = ['check', 'http://a', '--level', 'full', '--auth', guid, '--dry-run'];
  const { code, out } = await run([...args, '--contract-version', contract.stamp.version]);
  expect({ code, out }).toEqual({ code: 0, out: (await run(args)).out });
});

test.concurrent('a warning names its operation and can be replayed', async () => {
  await using server = await provider(({ url, method }, response) => {
    response.writeHead(url === '/whole' ? (method === 'GET' ? 200 : 405) : 404).end();
  });
  const { out } = await run(['check', server.url, '--spec', await fileWith(placed('[]')), '--level', 'full']);
  const [, line, id] =
    /\nwarning {2}(auth\/unchecked {2}whole\n {4}[^\n]+)\n {4}replay {6}(\S+) {4}fingerprint [\da-f]{12}\n/.exec(out) ??
    [];
  expect(line).toContain('a made-up key is accepted');
  expect(id).toBe('-');
  expect(out).toMatch(/\nwarning {2}method\/allow {2}whole\n {4}[^\n]+\n {4}replay {6}f1-[\da-f]{10} {4}fingerprint/);
});

test.concurrent('a replay shows the exchanges and the finding, and says whether it shows again', async () => {
  const [bad, good] = await Promise.all([startGateway({ leaves: ['callid-required'] }), startGateway()]);
  const env = { CC_GATEWAY_AUTH: guid };
  try {
    const spec = ['--spec', await fileWith(JSON.stringify(own.document), 'openapi.json')];
    const args = ['--level', 'full', '--runs', '3', '--reporter', 'json', ...spec];
    const { findings } = JSON.parse((await runBuilt(['check', bad.url, ...args], env)).out) as Report;
    const { replay: id = '' } = findings.find(({ rule }) => rule === 'accepts/required')!;
    const again = await runBuilt(['replay', id, bad.url, ...spec], env);
    expect(again.code).toBe(1);
    expect(again.out).toMatch(
      /^# [^\n]+\nPUT [^]*\nHTTP\/1\.1 200 [^]*\n✗ accepts\/required [^]*\nThe finding shows again\.\n$/,
    );
    const gone = await runBuilt(['replay', id, good.url, ...spec], env);
    expect(gone.code).toBe(0);
    expect(gone.out).toMatch(/\nHTTP\/1\.1 200 [^]*\nIt does not show again\.\n$/);
    for (const { out, err } of [again, gone]) expect(out + err).not.toMatch(/Coverage|The contract holds/);
    const dry = await runBuilt(['replay', id, good.url, '--dry-run', ...spec], env);
    expect(dry).toMatchObject({ code: 0, err: expect.stringMatching(/\d requests, none was sent/) as string });
    const unknown = await runBuilt(['replay', 'f1-0123456789', good.url, ...spec], env);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('the id is "f1-0123456789", which no probe has; expected one that a report of this');
  } finally {
    await Promise.all([bad, good].map((gateway) => gateway.close()));
  }
});

test.concurrent('a probe that cannot be reached is not said to show nothing', async () => {
  const closed = await startGateway({ isKey: () => false });
  try {
    const options = { spec: own, level: 'full', auth: guid, runs: 3, timeoutMs: 2_500 } as const;
    const only = `f1-${probeName('assignUserInQueue', 'repeat/in turn')}`;
    const report = await check({ ...options, url: closed.url, only });
    expect(report).toMatchObject({ outcome: 'untestable', findings: [] });
    expect(report.reason).toContain('The probe was not sent: a valid request is refused with "000-003"');
    expect(replayReport(report)).toContain('The finding could not be looked for.');
  } finally {
    await closed.close();
  }
});

test('fingerprints of accepted findings are texts, whatever they look like', () => {
  const accepted = { '1234567890e1': 'Agreed.', '012345678901': 'Agreed.' };
  expect(acceptedIn('ignore.yaml', '1234567890e1: Agreed.\n012345678901: Agreed.')).toEqual(accepted);
});

test('a finding is accepted until the day that is named', () => {
  const until = (day: string): string => `1234567890e1: { reason: Agreed., until: ${day} }`;
  const today = new Date().toISOString().slice(0, 10);
  expect(acceptedIn('ignore.yaml', until(today))).toEqual({ '1234567890e1': 'Agreed.' });
  expect(acceptedIn('ignore.yaml', until('2020-01-01'))).toEqual({});
  expect(acceptedIn('ignore.yaml', '')).toEqual({});
});

test.each([
  ['a: [', 'cannot be read as YAML'],
  ['- 1234567890e1', 'holds no map'],
  ['1234567890e1:', 'gives no reason for 1234567890e1'],
  ['1234567890e1: [a]', 'gives no reason for 1234567890e1'],
  ['a: Agreed.', 'names "a", which is no fingerprint'],
])('%j is no file of accepted findings', (text, why) => {
  expect(() => acceptedIn('ignore.yaml', text)).toThrow(`--ignore: ignore.yaml ${why}`);
});
