import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { contract, isSuccess, sampleRequests } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function run(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  const printed = async (what: RegExp): Promise<string> => {
    await expect.poll(() => text, { timeout: 120_000 }).toMatch(what);
    return text;
  };
  return { child, printed, ended: once(child, 'exit') };
}

test('docs and gateway answer on one origin', async () => {
  await using sandbox = await startSandbox({ port: 0 });
  const page = await fetch(`${sandbox.url}/`);
  expect(page.headers.get('content-type')).toMatch('text/html');
  expect(await page.text()).toContain(contract.title);
  for (const operation of contract.operations) {
    const [sample] = sampleRequests(contract, operation);
    const response = await fetch(sandbox.url + sample!.target, {
      method: sample!.method,
      headers: sample!.headers,
      ...(sample!.body !== undefined && { body: JSON.stringify(sample!.body) }),
    });
    const text = await response.text();
    expect(isSuccess(operation, { status: response.status, body: text === '' ? undefined : JSON.parse(text) })).toBe(
      true,
    );
  }
});

test('what the sandbox knows is told at once, and again whenever it changes', async () => {
  await using sandbox = await startSandbox({ port: 0 });
  const facts = (await (await fetch(`${sandbox.url}/sandbox.json`)).json()) as {
    stamp: object;
    sessions: object[];
    log: object[];
  };
  expect(facts).toMatchObject({ stamp: contract.stamp, log: [] });
  expect(facts.sessions.length).toBeGreaterThan(1);
  const events = await fetch(`${sandbox.url}/sandbox/events`);
  expect(events.headers.get('content-type')).toBe('text/event-stream');
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const until = async (what: RegExp): Promise<void> => {
    while (!what.test(told)) told += (await reader.read()).value ?? '';
  };
  await until(/"log":\[\]/);
  const [sample] = sampleRequests(contract, contract.operations[0]!);
  await fetch(sandbox.url + sample!.target, {
    method: sample!.method,
    headers: sample!.headers,
    body: JSON.stringify(sample!.body),
  });
  await until(/"example":"moved"/);
  told = '';
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' });
  await until(/"log":\[\]/);
  await reader.cancel();
});

test('the program of the README runs', async () => {
  const file = fileURLToPath(new URL('../samples/program.ts', import.meta.url));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${await readFile(file, 'utf8')}\`\`\``);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toMatch(/^200 \S+\.AgentGateway1\n$/);
});

test('what is neither page nor operation is 404', async () => {
  await using sandbox = await startSandbox({ port: 0 });
  for (const path of ['/nothing', '/../package.json', '/%2e%2e/package.json', '/.git/config']) {
    expect((await fetch(sandbox.url + path)).status).toBe(404);
  }
});

// Windows has no signals to send.
const hasSignals = process.platform !== 'win32';

test.runIf(hasSignals).each(['SIGINT', 'SIGTERM'] as const)(
  'the command runs the example, prints what to try, and ends with 0 on %s',
  async (signal) => {
    const { child, printed, ended } = run({ PORT: '0' });
    const text = await printed(/Stop with Ctrl-C/);
    expect(text).toContain('moved to queue 1');
    expect(text).toMatch(/Docs +http:\/\/127\.0\.0\.1:\d+\//);
    // What the example moved is undone before anybody uses the page.
    const url = /Docs +(http:\S+)\//.exec(text)![1]!;
    const { tables, log } = (await (await fetch(`${url}/sandbox.json`)).json()) as Record<
      'tables' | 'log',
      { name: string }[]
    >;
    expect(log).toEqual([]);
    const calls = contract.tables.find(({ name }) => name === 'calls')!;
    expect(tables.find(({ name }) => name === 'calls')).toMatchObject({ rows: calls.examples });
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  },
);

/** What the gateway answers to a curl line. */
async function answerTo(line: string): Promise<unknown> {
  const curl = spawn('bash', ['-c', `${line} --silent`]);
  let answer = '';
  curl.stdout.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
  await once(curl, 'close');
  return JSON.parse(answer);
}

test('the curl line that the command prints succeeds as it stands', async () => {
  const { child, printed, ended } = run({ PORT: '0' });
  const text = await printed(/Stop with Ctrl-C/);
  const line = /^curl (?:.*\\\n)*.*$/m.exec(text)![0];
  expect(await answerTo(line)).toMatchObject({ retcode: '0' });
  child.kill('SIGTERM');
  await ended;
});

test('a port that is taken is one clear sentence, and exit code 2', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { printed, ended } = run({ PORT: String(port) });
  expect(await ended).toEqual([2, null]);
  expect(await printed(/./)).toBe(
    `Port ${port} is taken. Choose another with PORT, for example: PORT=${port + 1} npm start\n`,
  );
  taken.close();
});

test.each(['abc', '-1', '70000', '80.5'])('a PORT of %j is refused with what is expected', async (PORT) => {
  const { printed, ended } = run({ PORT });
  expect(await ended).toEqual([2, null]);
  expect(await printed(/./)).toBe(`PORT is ${JSON.stringify(PORT)}, expected a whole number from 0 to 65535.\n`);
});

test.runIf(hasSignals)('on every address it says who can ask it, and prints lines for this machine', async () => {
  const { child, printed, ended } = run({ PORT: '0' }, '--host', '0.0.0.0');
  const text = await printed(/Stop with Ctrl-C/);
  expect(text).toContain('cc-gateway-sandbox: listens on 0.0.0.0: whoever reaches it can ask it.');
  expect(text).toContain('moved to queue 1');
  expect(text).toMatch(/Docs +http:\/\/127\.0\.0\.1:\d+\//);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test.runIf(hasSignals)('with --tls it speaks HTTPS, the example trusts it, and so does the curl line', async () => {
  const { child, printed, ended } = run({ PORT: '0' }, '--tls');
  const text = await printed(/Stop with Ctrl-C/);
  expect(text).toContain('moved to queue 1');
  expect(text).toMatch(/Docs +https:\/\/127\.0\.0\.1:\d+\//);
  const line = /^curl (?:.*\\\n)*.*$/m.exec(text)![0];
  expect(line).toContain('--cacert');
  expect(await answerTo(line)).toMatchObject({ retcode: '0' });
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('a flag that is not known is named in one sentence, and exit code 2', async () => {
  const { printed, ended } = run({ PORT: '0' }, '--tsl');
  expect(await ended).toEqual([2, null]);
  expect(await printed(/./)).toBe("Unknown option '--tsl'. --help lists the flags.\n");
});

test('--help says what there is', async () => {
  const { printed, ended } = run({}, '--help');
  expect(await ended).toEqual([0, null]);
  expect(await printed(/./)).toContain('--ca-out');
});
