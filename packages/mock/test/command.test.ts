import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { contract, isSuccess } from '@cc-gateway/spec';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from '../src/command.ts';
import { readFlags, type Run as Flags } from '../src/flags.ts';
import { greetingOf } from '../src/greeting.ts';
import type { RunningMock } from '../src/index.ts';
import { ask, guid, mockFor, retcodeOf, success } from './ask.ts';

const other = fileURLToPath(new URL('parity/other.yaml', import.meta.url));
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Run {
  child: ChildProcess;
  url: string;
  out(): string;
  err(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

async function run(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [main, '--port', '0', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('Try:') && out.endsWith('\n')) resolve();
    });
    child.once('exit', () => reject(new Error(err)));
  });
  return {
    child,
    url: /https?:\S+/.exec(out)![0],
    out: () => out,
    err: () => err,
    async end(signal) {
      child.kill(signal);
      return ((await once(child, 'exit')) as [number | null])[0];
    },
  };
}

/** What this process says on stderr, until the test ends. */
function heard(): () => string {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  onTestFinished(() => spy.mockRestore());
  return () => lines.join('');
}

/** Runs the command in this process: it ends by itself, as it is told what it cannot do. */
async function fails(...args: string[]): Promise<{ code: number; stderr: string }> {
  const said = heard();
  return { code: await runCommand(args), stderr: said() };
}

/** The mock that the command would run, in this process. */
async function mockBy(...args: string[]): Promise<RunningMock> {
  const { options } = (await readFlags([...args, '--port', '0'])) as Flags;
  return mockFor(options);
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  'it prints the world and an address, answers, and ends with 0 on %s',
  async (signal) => {
    const mock = await run();
    expect(mock.out()).toContain('http://127.0.0.1:');
    expect(mock.out()).toContain('- {"callid":"1663580465-1134","skillid":8}');
    expect(await retcodeOf(mock)).toBe('0');
    expect(await mock.end(signal)).toBe(0);
    expect(mock.err()).toMatch(new RegExp(`^PUT \\S+ → ${success} moved [\\d.]+ ms\\n$`));
    expect(mock.err()).not.toContain(guid);
  },
);

test('the curl line that it prints works as it stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-'));
  for (const args of [[], ['--scenario', 'open'], ['--ca-out', join(folder, 'ca.pem')]]) {
    const mock = await run('--log', 'silent', ...args);
    const line = /^curl (?:.*\\\n)*.*$/m.exec(mock.out())![0];
    expect(mock.url.startsWith('https:')).toBe(args.includes('--ca-out'));
    const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --silent`]);
    const [operation] = contract.operations;
    const body: unknown = /^[[{]/.test(stdout) ? JSON.parse(stdout) : stdout;
    expect(isSuccess(operation!, { status: success, body })).toBe(true);
    expect(await mock.end('SIGTERM')).toBe(0);
  }
});

test('it goes on when nobody reads its lines any more', async () => {
  const mock = await run();
  mock.child.stdout!.destroy();
  mock.child.stderr!.destroy();
  expect([await retcodeOf(mock), await retcodeOf(mock), await retcodeOf(mock)]).toEqual(['0', '0', '0']);
  expect(await mock.end('SIGTERM')).toBe(0);
});

test('answers in flight are finished before it ends', async () => {
  const mock = await run('--latency', '1000-1000', '--control', '0', '--log', 'silent');
  const control = /control on (\S+)/.exec(mock.out())![1]!;
  const answer = ask(mock);
  await fetch(`${control}/requests?atLeast=1`);
  expect(await mock.end('SIGTERM')).toBe(0);
  expect((await answer).json?.retcode).toBe('0');
});

test.for([
  [['--port', 'x'], '--port is "x", expected a whole number from 0 to 65535.'],
  [['--port', '70000'], '--port is "70000"'],
  [['--log', 'loud'], '--log is "loud", expected pretty, json, silent.'],
  [['--violations', 'none'], '--violations is "none", expected gateway, problem.'],
  [['--latency', 'long'], '--latency is "long", expected milliseconds as 250 or 100-400.'],
  [['--scenario', 'nowhere.yaml'], 'No scenario "nowhere.yaml". Expected a YAML file, or quiet-day'],
  [['--spec', 'nowhere.yaml'], 'No such file: "nowhere.yaml".'],
  [['--cert', 'a.pem'], '--cert is given alone, expected --cert and --key together.'],
  [['--cert', 'nowhere.pem', '--key', 'nowhere.pem'], 'no such file'],
  [['--nonsense'], 'There is no flag --nonsense. --help lists the flags.\n'],
  [['--scenaro', 'open'], 'There is no flag --scenaro. Did you mean --scenario?'],
  [['--Prot', '1'], 'There is no flag --Prot. Did you mean --port?'],
  [['-x'], 'There is no flag -x.'],
  [['-m'], 'There is no flag -m. Did you mean --workers?'],
  [['https://host.invalid/a.yaml'], 'Expected the path of a file. --remote allows addresses.'],
  [['--body-limit', 'much'], '--body-limit is "much", expected bytes as 1048576, 500kb or 10mb.'],
  [['--workers', '0'], '--workers is "0", expected a whole number from 1 to 256.'],
  [['--workers', '2'], '--workers 2 cannot be: the scenario has a state, and each process would have one of its own'],
  [['--workers', '2', '--scenario', 'open', '--control', '0'], '--control shows one process'],
  [['--workers', '2', '--scenario', 'open', '--tls'], 'each process would make a certificate of its own'],
  [['--workers', '2', '--scenario', 'open', '--watch'], 'each process would watch for itself'],
  [['one.yaml', 'two.yaml'], '"one.yaml" and "two.yaml" are given, expected one document.'],
  [['one.yaml', '--spec', 'two.yaml'], '"two.yaml" and "one.yaml" are given, expected one document.'],
  [['--contract-version', '0.0.1'], `The contract has no version "0.0.1" here, expected ${contract.stamp.version}`],
  [['one.yaml', '--contract-version', '1.0.0'], '"one.yaml" and "version 1.0.0" are given, expected one document.'],
] as const)('wrong usage %s is a sentence and 2', async ([args, sentence]) => {
  const { code, stderr } = await fails(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a mistake in a scenario is named with its line', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mock-')), 'day.yaml');
  await writeFile(file, 'rules:\n  - answer: lost\n');
  const { code, stderr } = await fails('--scenario', file);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`${file}:2:13: rules[0].answer is "lost"`)]);
});

test.for([[[]], [['--workers', '2', '--scenario', 'open']]])(
  'a taken port is one clear sentence: %s',
  async ([args]) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const failed = promisify(execFile)(process.execPath, [main, '--port', String(port), ...args!]);
    await expect(failed).rejects.toMatchObject({
      code: 2,
      stderr: `cc-gateway-mock: port ${port} is taken; choose another with --port or --control.\n`,
    });
  },
);

test('a version of the contract is chosen by its number', async () => {
  const { document } = (await readFlags(['--contract-version', contract.stamp.version])) as Flags;
  expect(document).toMatch(/openapi\.yaml$/);
  await using mock = await mockBy('--contract-version', contract.stamp.version);
  expect(mock.contract.stamp).toEqual(contract.stamp);
});

test.for([
  ['-p', '0', '-h', 'localhost', '-d'],
  ['--ignoreExamples', '--cors=false', '--errors=true', '--seed', 'x'],
])('it is started as Prism is: a document, then %s', async (args) => {
  await using mock = await mockBy(other, ...args);
  expect(greetingOf(mock, {})).toContain('Things');
  expect((await fetch(`${mock.url}/things`)).status).toBe(200);
});

test('a document of Swagger 2.0 is served, and a line says as what', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mock-')), 'swagger.json');
  const paths = { '/things': { get: { responses: { 200: { description: 'ok' } } } } };
  await writeFile(file, JSON.stringify({ swagger: '2.0', info: { title: 'Things', version: '1' }, paths }));
  await using mock = await mockBy(file);
  expect(mock.warnings).toEqual(['The document is Swagger 2.0; it is served as OpenAPI 3.0.']);
  expect((await fetch(`${mock.url}/things`)).status).toBe(200);
});

test('answers made at random are the same with the same seed', async () => {
  const answers = [];
  for (const seed of ['a', 'a', 'b']) {
    await using mock = await mockBy(other, '-d', '--seed', seed);
    answers.push(await (await fetch(`${mock.url}/things`)).text());
  }
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toBe(answers[2]);
});

test('an answer that breaks its own schema is 500 with --errors, and the log says in what it does', async () => {
  const said = heard();
  await using lenient = await mockBy(other, '--violations', 'problem');
  await using strict = await mockBy(other, '--errors');
  expect((await fetch(`${lenient.url}/broken`)).status).toBe(200);
  await expect.poll(said).toContain('the answer breaks its own schema: body');
  const answer = await fetch(`${strict.url}/broken`);
  expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([
    500,
    'Request/Response not valid',
  ]);
});

test('what no value keeps is named soon after the start', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mock-')), 'never.json');
  const content = { 'application/json': { schema: { type: 'integer', minimum: 3, maximum: 2 } } };
  const paths = {
    '/usual': { get: { responses: { 200: { description: 'ok' } } } },
    '/never': { get: { responses: { 200: { description: 'ok', content } } } },
  };
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Never', version: '1' }, paths }));
  const mock = await run(file);
  await expect.poll(() => mock.err()).toContain('GET /never answers 200 with what breaks its schema.');
  expect(await mock.end('SIGTERM')).toBe(0);
});

test('--version is the version of the package', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--version']);
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(stdout).toBe(`${version}\n`);
});

test('a host that is not loopback is warned of, and the token of its control is printed', async () => {
  const mock = await run('--host', '0.0.0.0', '--control', '0');
  expect(mock.err()).toContain('listens on every address of this machine: whoever reaches it can ask it.');
  expect(mock.out()).toMatch(/Test control on \S+, with the header 'Authorization: Bearer [\da-f]{32}'/);
  expect((await run()).err()).toBe('');
});

test('several processes share a port, one that is lost is replaced, and all end together', async () => {
  const mock = await run('--workers', '2', '--scenario', 'open', '--log', 'silent');
  expect(mock.out().match(/ on http:/g)).toHaveLength(1);
  const ofWorkers = async (): Promise<number[]> => {
    const children = await readFile(`/proc/${mock.child.pid}/task/${mock.child.pid}/children`, 'utf8');
    return children.trim().split(/\s+/).filter(Boolean).map(Number);
  };
  await expect.poll(ofWorkers).toHaveLength(2);
  for (let sent = 0; sent < 10; sent++) {
    expect((await ask(mock, { headers: { connection: 'close' } })).json?.retcode).toBe('0');
  }
  const [first] = await ofWorkers();
  process.kill(first!, 'SIGKILL');
  await expect.poll(() => mock.err()).toContain(`Process ${first} ended; another takes its place.`);
  await expect.poll(ofWorkers).toHaveLength(2);
  expect(await retcodeOf(mock)).toBe('0');
  expect(await mock.end('SIGTERM')).toBe(0);
});

const flags = (text: string) => [...new Set(text.match(/--[a-z][a-z-]+/g))].toSorted();

test('the README lists every flag, and the flags of the README are there', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--help']);
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const table = readme.split('\n').filter((line) => line.startsWith('| `--'));
  expect(flags(table.join('\n'))).toEqual(flags(stdout));
});
