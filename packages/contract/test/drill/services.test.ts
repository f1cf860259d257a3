import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, createServer, request as ask, type RequestListener } from 'node:http';
import { Agent as SecureAgent, request as askSecurely } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from '../../src/command/command.ts';
import { drill, type DrillOptions } from '../../src/drill/drill.ts';
import type { DrillReport } from '../../src/drill/report/report.ts';

type Told = Record<string, string>;

/** Makes one call, with what a service was told; gives whether it succeeded. */
type Call = (told: Told, agent: Agent) => Promise<boolean>;

/** Sends as the contract wants it, and reads the answer. */
async function send(told: Told, agent: Agent): Promise<string> {
  const { CC_GATEWAY_URL: url, CC_GATEWAY_CA: ca, CC_GATEWAY_GUID: guid } = told;
  const isSecure = url!.startsWith('https:');
  const address = `${url}/agentgateway/resource/calldata/${told['CC_GATEWAY_AGENTID']}/assignuserinqueue`;
  const outgoing = (isSecure ? askSecurely : ask)(address, {
    method: 'PUT',
    agent: isSecure ? new SecureAgent({ ca: await readFile(ca!) }) : agent,
    headers: { Guid: guid, 'Content-Type': 'application/json; charset=UTF-8' },
    timeout: 5_000,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('time-out')));
  outgoing.end(JSON.stringify({ callid: told['CC_GATEWAY_CALLID'], skillid: Number(told['CC_GATEWAY_SKILLID']) }));
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  const body = await text(response);
  return response.statusCode === 200 ? body : '';
}

const isDone = (body: string): boolean => {
  try {
    return (JSON.parse(body) as { retcode?: unknown }).retcode === '0';
  } catch {
    return false;
  }
};

const right: Call = (told, agent) => send(told, agent).then(isDone, () => false);

/** Hands answers to those who wait for one in the order in which they asked. */
function inOrderOfAsking(): Call {
  const waiting: ((body: string) => void)[] = [];
  return (told, agent) =>
    new Promise((resolve) => {
      waiting.push((body) => resolve(isDone(body)));
      send(told, agent).then(
        (body) => waiting.shift()!(body),
        () => waiting.shift()!(''),
      );
    });
}

/** Makes one call after the other. */
function queued(call: Call): Call {
  let last: Promise<unknown> = Promise.resolve();
  return (told, agent) => {
    const next = last.then(() => call(told, agent));
    last = next;
    return next;
  };
}

const againWhenBroken: Call = (told, agent) =>
  send(told, agent)
    .catch(() => send(told, agent))
    .then(isDone, () => false);

/** A service that makes a call for each POST, over connections that end without a word where they are used again; gives its address. */
async function serve(call: Call, keepAlive = true): Promise<string> {
  const agent = new Agent({ keepAlive });
  const used = new WeakSet<Socket>();
  const answer: RequestListener = async (request, response) => {
    if (used.has(request.socket)) return void request.socket.destroy();
    used.add(request.socket);
    const isSuccess = await call(JSON.parse(await text(request)) as Told, agent);
    response.writeHead(isSuccess ? 200 : 502).end();
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the services here call. */
const operation = 'assignUserInQueue';

const drilled = async (call: Call, options: DrillOptions, keepAlive?: boolean): Promise<DrillReport> =>
  drill({ operation, trigger: await serve(call, keepAlive), timeoutMs: 20_000, ...options });

const rulesOf = ({ trials }: DrillReport): string[] =>
  trials.flatMap(({ name, findings }) => findings.map(({ rule }) => `${rule} in ${name}`));

const twoCalls = ['wire/crossed', 'wire/reused-closed'];
const certificates = ['private-authority', 'another-authority', 'another-name', 'expired'].map((name) => `tls/${name}`);

test('a service that keeps its calls apart, and its connections, passes', async () => {
  const report = await drilled(right, { situations: ['success', 'codes/400-001', ...twoCalls, ...certificates] });
  expect(rulesOf(report)).toEqual([]);
  expect(report.trials.map(({ verdict }) => verdict)).toEqual(report.trials.map(() => 'passed'));
});

test('connections that rest are kept for longer than a busy machine stands still, and callers are told so', async () => {
  const told: unknown[] = [];
  const call: Call = async ({ CC_GATEWAY_URL: url }) => {
    const outgoing = ask(url!).end();
    const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
    told.push(response.resume().headers['keep-alive']);
    return true;
  };
  await drilled(call, { situations: ['success'] });
  expect(told).toEqual(['timeout=60']);
});

test('a service that hands answers out in the order of asking tells two calls each the other’s', async () => {
  expect(rulesOf(await drilled(inOrderOfAsking(), { situations: twoCalls }))).toEqual([
    'verdict/own-answer in wire/crossed',
  ]);
});

test('a call that is sent again as its connection breaks is sent twice', async () => {
  expect(rulesOf(await drilled(againWhenBroken, { situations: twoCalls }))).toEqual([
    'resend/unknown in wire/reused-closed',
    'verdict/success in wire/reused-closed',
  ]);
});

test('what a service does not do is not tried, and never passes', async () => {
  const { outcome, reason, trials } = await drilled(queued(right), { situations: twoCalls }, false);
  expect(outcome).toBe('untestable');
  expect(reason).toContain('could be judged in no situation');
  expect(Object.fromEntries(trials.map(({ name, verdict, reason: why }) => [name, [verdict, why]]))).toEqual({
    'wire/crossed': ['untried', expect.stringContaining('not made at once')],
    'wire/reused-closed': ['untried', expect.stringContaining('a connection of its own')],
  });
});

test('a service that knows one address is drilled over HTTPS, the authority in its hands before it is asked', async () => {
  let authority = '';
  const port = await freePort();
  const own = { CC_GATEWAY_URL: `https://127.0.0.1:${port}` };
  const call: Call = (told, agent) => right({ ...told, ...own }, agent);
  const report = await drilled(call, {
    port,
    tls: true,
    onAuthority: async (ca) => void (authority = ca),
    situations: ['success', 'wire/hang-unread', 'wire/reset-unread', 'wire/reset', ...certificates],
    timeoutMs: 30_000,
  });
  expect(authority).toContain('BEGIN CERTIFICATE');
  expect(rulesOf(report)).toEqual([]);
  expect(report.trials.map(({ verdict }) => verdict)).toEqual(report.trials.map(() => 'passed'));
});

test('without --tls, such a service is not tried where certificates matter', async () => {
  const port = await freePort();
  const call: Call = (told, agent) => right({ ...told, CC_GATEWAY_URL: `http://127.0.0.1:${port}` }, agent);
  const { outcome, trials } = await drilled(call, { port, situations: ['success', 'tls/expired'] });
  expect(outcome).toBe('passed');
  expect(trials.map(({ verdict }) => verdict)).toEqual(['passed', 'untried']);
  expect(trials[1]!.reason).toContain('--tls');
});

test('a service that is not there cannot be drilled', async () => {
  const options = { trigger: 'http://127.0.0.1:1', situations: ['success'] };
  const absent = { outcome: 'untestable', reason: expect.stringContaining('http://127.0.0.1:1 cannot be reached') };
  expect(await drill(options)).toMatchObject(absent);
  expect(await drill({ ...options, onAuthority: async () => {}, timeoutMs: 150 })).toMatchObject(absent);
});

test('the command writes the authority, and lists who can be judged in a situation', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-drill-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [authority, report] = [join(folder, 'authority.pem'), join(folder, 'report.json')];
  let out = '';
  const spies = [
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => ((out += String(line)), true)),
  ];
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()));
  const flags = ['--tls', '--ca-out', authority, '--situation', 'success', '--reporter', `json=${report}`];
  expect(await runCommand(['drill', '--operation', operation, '--trigger', await serve(right), ...flags])).toBe(0);
  expect(await readFile(authority, 'utf8')).toContain('BEGIN CERTIFICATE');
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ trials: [{ verdict: 'passed' }] });
  expect(await runCommand(['drill', '--list'])).toBe(0);
  expect(out).toMatch(/wire\/reused-closed .*\(for a service, or a command .*CC_GATEWAY_CALLS/);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
