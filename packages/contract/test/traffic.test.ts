import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGatewayClient } from '@cc-gateway/client';
import { createNodeFetch } from '@cc-gateway/client/node';
import { contract, readContract } from '@cc-gateway/spec';
import { startMock } from '@cc-gateway/mock';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startPrismCli } from '@cc-gateway/testing/prism-cli';
import { runCommand } from '../src/command/command.ts';
import { overlayOf } from '../src/traffic/judging/overlay.ts';
import { startProxy } from '../src/traffic/proxy/proxy.ts';
import { tapConnection } from '../src/traffic/proxy/tap.ts';
import type { Exchange } from '../src/traffic/judging/exchange.ts';
import { writeHar } from '../src/traffic/reporting/har.ts';
import { progressLine } from '../src/traffic/reporting/pretty.ts';
import { judgeTraffic, type TrafficJudge } from '../src/traffic/traffic.ts';
import { exchangeNumber, keyNumber } from './passing.ts';
import { parse } from 'yaml';

const path = '/agentgateway/resource/calldata/101/assignuserinqueue';
const key = '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1';
const right = { callid: '1663580465-1134', skillid: 1 };
const done = { message: '', retcode: '0', result: {} };

/** A gateway that answers so, behind a proxy that judges. */
async function behindProxy(
  answer: RequestListener,
): Promise<{ url: string; judge: TrafficJudge; passed: () => number }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const judge = judgeTraffic(contract, upstream.href);
  let count = 0;
  const proxy = await startProxy({
    upstream,
    onExchange: (exchange) => {
      judge.judge(exchange);
      count++;
    },
  });
  onTestFinished(async () => {
    await proxy[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });
  return { url: proxy.url, judge, passed: () => count };
}

const put = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + path, {
    method: 'PUT',
    headers: { Guid: key, 'Content-Type': 'application/json; charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const json =
  (body: unknown, status = 200): RequestListener =>
  (request, response) =>
    void request.resume().on('end', () => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });

const rulesOf = (judge: TrafficJudge): string[] => judge.report().findings.map(({ side, rule }) => `${side} ${rule}`);

test('what keeps the contract passes as it came, and nothing is found', async () => {
  const { url, judge, passed } = await behindProxy(json(done));
  expect(await (await put(url, right)).json()).toEqual(done);
  await vi.waitUntil(() => passed() === 1, { timeout: 120_000 });
  expect(judge.report()).toMatchObject({ outcome: 'holds', exchanges: 1, findings: [] });
});

test.each([
  ['a wrong type in the body', (url: string) => put(url, { ...right, skillid: '1' }), 'consumer request/body'],
  ['broken JSON', (url: string) => put(url, '{'), 'consumer request/body'],
  [
    'another media type',
    (url: string) => put(url, right, { 'Content-Type': 'text/plain' }),
    'consumer request/mediaType',
  ],
  ['no key', (url: string) => put(url, right, { Guid: '' }), 'consumer request/security'],
  ['another path', (url: string) => fetch(`${url}/elsewhere`), 'consumer request/path'],
  ['another method', (url: string) => fetch(url + path), 'consumer request/method'],
] as const)('%s is the fault of who asked, whatever was answered', async (_, ask, rule) => {
  const { url, judge, passed } = await behindProxy(json(done));
  await ask(url);
  await vi.waitUntil(() => passed() === 1, { timeout: 120_000 });
  expect(rulesOf(judge)).toContain(rule);
  expect(rulesOf(judge).filter((each) => each.startsWith('provider'))).toEqual([]);
});

test.each([
  ['a number as code', json({ ...done, retcode: 0 }), 'provider envelope/type'],
  ['no code', json({ message: '' }), 'provider envelope/missing-member'],
  ['an undocumented status', json(done, 299), 'provider status/undocumented'],
  ['a breakdown', json(done, 599), 'provider status/server-error'],
  ['the key in the body', json({ ...done, message: key }), 'provider auth/echo'],
] as const)('%s is the fault of who answered, even to a bad request', async (_, answer, rule) => {
  const { url, judge, passed } = await behindProxy(answer);
  await put(url, { ...right, skillid: 'one' });
  await vi.waitUntil(() => passed() === 1, { timeout: 120_000 });
  expect(rulesOf(judge)).toEqual(expect.arrayContaining([rule, 'consumer request/body']));
});

test('nothing is answered that the far side has not said: where it is not there, the connection closes', async () => {
  const proxy = await startProxy({ upstream: new URL('http://127.0.0.1:1'), onExchange: () => {} });
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  await expect(put(proxy.url, right)).rejects.toThrow('fetch failed');
});

test('no key stands in a report, and what is broken twice is told once, with how often', async () => {
  const { url, judge, passed } = await behindProxy(json({ ...done, message: key }));
  for (let count = 0; count < 3; count++) await put(url, { ...right, skillid: 'one' }, { 'X-Trace': key });
  await vi.waitUntil(() => passed() === 3, { timeout: 120_000 });
  const report = judge.report();
  expect(JSON.stringify(report)).not.toContain(key.slice(0, 20));
  expect(report.findings.find(({ rule }) => rule === 'request/body')).toMatchObject({ times: 3 });
});

test('the command passes on until it is told to end, and then reports', async () => {
  await using mock = await startMock();
  const recording = await file('');
  const command = startCommand('--proxy', mock.url, '--har', recording, '--reporter', 'json');
  await vi.waitUntil(() => command.err().includes('Ctrl-C'), { timeout: 120_000 });
  const [, url = ''] = /(http:\S+) passes on/.exec(command.err()) ?? [];
  await put(url, { ...right, skillid: 'one' });
  await vi.waitUntil(() => command.err().includes('request/body'), { timeout: 120_000 });
  // As Ctrl-C does; a signal would be the whole process's.
  process.emit('SIGINT');
  const { code, out, err } = await command.ended;
  expect([code, JSON.parse(out)]).toMatchObject([1, { exchanges: 1, findings: [{ rule: 'request/body' }] }]);
  expect(out + err + (await readFile(recording, 'utf8'))).not.toContain(key);
  expect((await commandOf(recording)).code).toBe(1);
});

test('TLS ends on either side of the proxy, and each trusts its own authority', async () => {
  await using mock = await startMock({ tls: {} });
  const judge = judgeTraffic(contract, mock.url);
  let passed = 0;
  const onExchange = (exchange: Exchange): void => {
    judge.judge(exchange);
    passed++;
  };
  const far = { upstream: new URL(mock.url), ...(mock.ca !== undefined && { ca: mock.ca }) };
  await using proxy = await startProxy({ ...far, tls: true, onExchange });
  const own = createNodeFetch({ ca: proxy.ca! });
  const gateway = createGatewayClient({ baseUrl: proxy.url, guid: key, fetch: own });
  await gateway.assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 });
  await vi.waitUntil(() => passed === 1, { timeout: 120_000 });
  expect(judge.report()).toMatchObject({ outcome: 'holds', findings: [] });
  own.close();

  await using stranger = await startProxy({ upstream: new URL(mock.url), onExchange });
  await expect(put(stranger.url, right)).rejects.toThrow('fetch failed');
  await vi.waitUntil(() => passed === 2, { timeout: 120_000 });
  expect(judge.report()).toMatchObject({ unanswered: 1, findings: [] });
});

test('what cannot be judged passes all the same', async () => {
  await using mock = await startMock();
  const faults: unknown[] = [];
  const onExchange = (): void => {
    throw new Error('no judgement');
  };
  const onFault = (error: unknown): unknown => faults.push(error);
  await using proxy = await startProxy({ upstream: new URL(mock.url), onExchange, onFault });
  for (let count = 0; count < 2; count++) expect(await (await put(proxy.url, right)).json()).toEqual(done);
  await vi.waitUntil(() => faults.length === 2, { timeout: 120_000 });
  expect(faults.map(String)).toEqual(Array(2).fill('Error: no judgement'));
});

test('codes and statuses that nobody documents become an overlay', async () => {
  let status = 200;
  const { url, judge, passed } = await behindProxy((request, response) =>
    json({ ...done, retcode: '777-001' }, status)(request, response),
  );
  await put(url, right);
  status = 503;
  await put(url, right);
  await vi.waitUntil(() => passed() === 2, { timeout: 120_000 });
  const { drift } = judge.report();
  expect(drift).toMatchObject({ codes: [{ code: '777-001', times: 1 }], statuses: [{ status: 503, times: 1 }] });
  expect(drift.unseen).toContain('the code 100-007');
  expect(parse(overlayOf(contract, drift)!)).toMatchObject({
    overlay: '1.0.0',
    actions: [{ update: { '777-001': { outcome: 'unknown', retry: 'never' } } }, { update: { 503: {} } }],
  });
  expect(overlayOf(contract, { ...drift, codes: [], statuses: [] })).toBeUndefined();
});

test('requests and answers are read however their bytes are cut, several on one connection', () => {
  const head = `PUT ${path} HTTP/1.1\r\nHost: a\r\nGuid: ${key}\r\nContent-Type: application/json\r\n`;
  const body = JSON.stringify(right);
  const request = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const answer = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';
  for (const size of [1, 7, 1_000]) {
    const seen: Exchange[] = [];
    const tap = tapConnection((exchange) => void seen.push(exchange));
    const cut = (text: string): Buffer[] =>
      Buffer.from(text)
        .toString('latin1')
        .match(new RegExp(`[^]{1,${size}}`, 'g'))!
        .map((piece) => Buffer.from(piece, 'latin1'));
    for (const piece of cut(request + chunked)) tap.sent(piece);
    for (const piece of cut(answer + answer)) tap.answered(piece);
    tap.ended('open');
    expect(seen.map((each) => [String(each.request.body), each.answer?.status, String(each.answer?.body)])).toEqual([
      [body, 200, '{}'],
      [body, 200, '{}'],
    ]);
  }
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

function startCommand(...args: string[]): { err: () => string; ended: Promise<Ended> } {
  let [out, err] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true)),
  ];
  const ended = runCommand(['traffic', ...args])
    .then((code) => ({ code, out, err }))
    .finally(() => {
      for (const spy of spies) spy.mockRestore();
    });
  return { err: () => err, ended };
}

const commandOf = (...args: string[]): Promise<Ended> => startCommand(...args).ended;

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-traffic-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'recording'), text);
  return join(folder, 'recording');
}

const har = (body: unknown, answer: unknown): string =>
  JSON.stringify({
    log: {
      entries: [
        {
          request: {
            method: 'PUT',
            url: `https://gateway.example${path}`,
            headers: [
              { name: 'Guid', value: key },
              { name: 'Content-Type', value: 'application/json' },
            ],
            postData: { text: JSON.stringify(body) },
          },
          response: {
            status: 200,
            headers: [{ name: 'Content-Type', value: 'application/json' }],
            content: { text: JSON.stringify(answer) },
          },
        },
      ],
    },
  });

test.each([
  ['both sides right', har(right, done), [], 0],
  ['a bad request', har({}, done), [], 1],
  ['a bad request, where the provider alone counts', har({}, done), ['--fail-on', 'provider'], 0],
  ['a bad answer', har(right, {}), ['--fail-on', 'provider'], 1],
  ['a bad answer, where the consumer alone counts', har(right, {}), ['--fail-on', 'consumer'], 0],
  ['nothing of the contract', har(right, done).replaceAll('assignuserinqueue', 'other'), [], 3],
  ['no recording', '{ "log": {} }', [], 2],
  ['an empty file', '', [], 2],
  ['text', 'GET / HTTP/1.1', [], 2],
] as const)('a recording with %s ends with its exit code', async (_, text, flags, code) => {
  const result = await commandOf(await file(text), ...flags);
  expect(result.code).toBe(code);
  if (code === 2) expect(result.err).toMatch(/^cc-gateway-contract traffic: .*recording/);
});

test('what a mock tells of its requests is a recording', async () => {
  await using mock = await startMock();
  await put(mock.url, { ...right, skillid: 'one' });
  const recording = await file(
    mock
      .requests()
      .map((each) => JSON.stringify(each))
      .join('\n'),
  );
  const { code, out } = await commandOf(recording, '--reporter', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ findings: [{ side: 'consumer', rule: 'request/body' }] });
});

/** A recording in which both sides break a rule, and the report of it as one reporter makes it. */
async function reported(reporter: string, ...flags: string[]): Promise<string> {
  return (await commandOf(await file(har({}, { message: '<&"' })), '--reporter', reporter, ...flags)).out;
}

test('junit has a suite for each side, and a failure for each rule that it breaks', async () => {
  const xml = await reported('junit');
  expect(XMLValidator.validate(xml)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
    testsuites: { testsuite: { '@_name': string; '@_failures': string; testcase: { failure?: unknown }[] }[] };
  };
  const failures = testsuites.testsuite.map(({ '@_name': name, '@_failures': count }) => [name, Number(count)]);
  expect(failures).toEqual([
    ['run', 0],
    ['consumer', 1],
    ['provider', expect.any(Number)],
  ]);
  expect(failures[2]![1]).toBeGreaterThan(0);
  expect(await reported('junit', '--spec', join(import.meta.dirname, 'documents/shop.yaml'))).toContain('<error ');
});

test('sarif keeps its schema, and suppresses by fingerprint what is accepted', async () => {
  const { findings } = JSON.parse(await reported('json')) as { findings: { side: string; fingerprint: string }[] };
  const { fingerprint } = findings.find(({ side }) => side === 'consumer')!;
  const log = JSON.parse(await reported('sarif', '--ignore', await file(`${fingerprint}: Agreed.`))) as {
    runs: { results: { partialFingerprints: Record<string, string>; suppressions?: unknown }[] }[];
  };
  const schemaFile = fileURLToPath(import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  const { $schema: _, id: __, ...schema } = JSON.parse(await readFile(schemaFile, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  formats.default(ajv);
  ajv.validate(schema, log);
  expect(ajv.errors).toBeNull();
  const suppressed = log.runs[0]!.results.filter(({ suppressions }) => suppressions);
  expect(suppressed.map(({ partialFingerprints }) => Object.values(partialFingerprints))).toEqual([[fingerprint]]);
});

test('github annotates with what each side broke', async () => {
  const out = await reported('github');
  expect(out).toMatch(/^::error title=consumer request\/body::/m);
  expect(out).toMatch(/^::error title=provider envelope\/missing-member::/m);
});

test('what it has come to so far is one line', () => {
  const judge = judgeTraffic(contract, 'a test');
  judge.judge(exchangeNumber(5));
  judge.judge({ request: { ...exchangeNumber(2).request, body: Buffer.from('{}') }, isExact: true });
  expect(progressLine(judge.soFar())).toBe(
    '2 exchanges, 1 unanswered; consumer 1 violations, 0 warnings; provider 0 violations, 1 warnings',
  );
});

test.each(['conforming', 'problem', 'prism-cli'] as const)(
  'our client keeps the contract, and so does Prism behind the proxy: %s',
  async (kind) => {
    await using prism =
      kind === 'prism-cli'
        ? await startPrismCli(fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml')))
        : await startMock(kind === 'problem' ? { scenario: 'open', violations: 'problem' } : {});
    const judge = judgeTraffic(contract, prism.url);
    let passed = 0;
    const onExchange = (exchange: Exchange): void => {
      judge.judge(exchange);
      passed++;
    };
    await using proxy = await startProxy({ upstream: new URL(prism.url), onExchange });
    const gateway = createGatewayClient({ baseUrl: proxy.url, guid: key });
    await gateway.assignUserInQueue({ agentid: '101', callid: '1663580465-1134', skillid: 1 });
    await gateway.assignUserInQueue({ agentid: '101', callid: '1663580465-9999', skillid: 1 }).catch(() => {});
    await vi.waitUntil(() => passed === 2, { timeout: 120_000 });
    const { outcome, findings, exchanges } = judge.report();
    // prism-cli opens its answers to every origin, and to credentials.
    const warnings = kind === 'prism-cli' ? ['warning auth/cross-origin'] : [];
    const found = findings.map(({ severity, rule }) => `${severity} ${rule}`);
    expect([outcome, exchanges, found]).toEqual(['holds', 2, warnings]);

    await put(proxy.url, { ...right, skillid: 'one' });
    await vi.waitUntil(() => passed === 3, { timeout: 120_000 });
    expect(rulesOf(judge)).toContain('consumer request/body');
  },
);

test('an answer streams: its first part is there before the gateway has sent the last', async () => {
  let finish = (): void => {};
  const { url, judge, passed } = await behindProxy((request, response) => {
    const text = JSON.stringify(done);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length });
    response.write(text.slice(0, 5));
    finish = () => response.end(text.slice(5));
    request.resume();
  });
  const reader = (await put(url, right)).body!.getReader();
  expect(String(Buffer.from((await reader.read()).value ?? []))).toBe(JSON.stringify(done).slice(0, 5));
  finish();
  while (!(await reader.read()).done);
  await vi.waitUntil(() => passed() === 1, { timeout: 120_000 });
  expect(judge.report().findings).toEqual([]);
});

test('what passes can be kept as HAR, in which no key stands, and which is a recording', async () => {
  const target = await file('');
  const judge = judgeTraffic(contract, 'a test');
  const recording = await writeHar(target, (text) => judge.redacted(text));
  const fresh = keyNumber(7);
  const strange = Buffer.from([0xff, ...Buffer.from(key)]);
  const { request, answer } = exchangeNumber(1);
  const headers: [string, string][] = [
    ['Guid', key],
    ['Content-Type', 'application/json; charset=UTF-8'],
  ];
  const renewed: [string, string][] = [...answer!.headers, ['Set-GUID', `JSESSIONID=${fresh}`]];
  for (const each of [
    { request: { ...request, headers }, answer: { ...answer!, headers: renewed } },
    { request: { ...request, headers, target: `${request.target}?Guid=${key}`, body: strange } },
  ]) {
    judge.judge({ ...each, isExact: true, sentMs: 1_000, answeredMs: 1_005 });
    recording.add({ ...each, isExact: true, sentMs: 1_000, answeredMs: 1_005 });
  }
  await recording.end();
  const text = await readFile(target, 'utf8');
  const bodies = JSON.parse(text).log.entries.map((entry: { request: { postData: { text: string } } }) =>
    Buffer.from(entry.request.postData.text, 'base64').toString('latin1'),
  );
  for (const secret of [key, fresh]) expect(text + bodies.join('')).not.toContain(secret);
  const { code, out } = await commandOf(target, '--reporter', 'json');
  expect([code, JSON.parse(out)]).toMatchObject([1, { exchanges: 2, unanswered: 1 }]);
  const { err } = await commandOf('--proxy', 'http://127.0.0.1:1', '--har', join(target, 'no', 'folder'));
  expect(err).toContain('--har cannot write');
});

test('a key in a query is a key, too', () => {
  const document = structuredClone(contract.document);
  document.components.securitySchemes.Guid = { type: 'apiKey', in: 'query', name: 'token' };
  const query = readContract(document, contract.stamp);
  const judge = judgeTraffic(query, 'a test');
  judge.judge({ request: { ...exchangeNumber(1).request, target: `${path}?token=${key}` }, isExact: true });
  judge.judge({ request: { ...exchangeNumber(1).request, target: `/elsewhere?token=${key}` }, isExact: true });
  expect(judge.report().findings).toMatchObject([{ first: 'PUT /elsewhere?token=[redacted]' }]);
  expect(JSON.stringify(judge.report())).not.toContain(key);
});

test.each([
  ['closes the connection', 'destroy', 'transport/no-answer'],
  ['breaks off its answer', 'part', 'transport/truncated'],
  ['says more than was asked', 'more', 'transport/unsolicited'],
] as const)('a gateway that %s is told', async (_, what, rule) => {
  const { url, judge, passed } = await behindProxy((request, response) => {
    const text = JSON.stringify(done);
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n`;
    request.resume().on('end', () => {
      if (what === 'destroy') response.destroy();
      else response.socket!.end(what === 'part' ? (head + text).slice(0, -5) : `${head}${text}more`);
    });
  });
  await put(url, right)
    .then((response) => response.text())
    .catch(() => {});
  await vi.waitUntil(() => passed() >= (what === 'more' ? 2 : 1), { timeout: 120_000 });
  expect(rulesOf(judge)).toEqual([`provider ${rule}`]);
  expect(judge.report().exchanges).toBe(1);
});

test.each([
  [[], 'expected recordings, or --proxy'],
  [['--proxy', 'gateway.example'], '--proxy is "gateway.example", expected an origin'],
  [['a.har', '--fail-on', 'nobody'], '--fail-on is "nobody", expected provider, consumer, both'],
  [['a.har'], 'a.har cannot be read: ENOENT'],
  [['--wrong'], "Unknown option '--wrong'"],
] as const)('%j is answered with what was expected', async (args, message) => {
  const { code, err } = await commandOf(...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test('an overlay is written where something is missing in the document', async () => {
  const recording = await file(har(right, { ...done, retcode: '777-001' }));
  const overlay = `${recording}.overlay.yaml`;
  expect((await commandOf(recording, '--overlay', overlay)).code).toBe(0);
  expect(await readFile(overlay, 'utf8')).toContain('777-001');
});
