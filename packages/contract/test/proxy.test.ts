import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { contract } from '@cc-gateway/spec';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Exchange } from '../src/traffic/judging/exchange.ts';
import { startProxy } from '../src/traffic/proxy/proxy.ts';
import { tapConnection } from '../src/traffic/proxy/tap.ts';
import { judgeTraffic } from '../src/traffic/traffic.ts';

const path = '/agentgateway/resource/calldata/101/assignuserinqueue';
const body = '{"callid":"1663580465-1134","skillid":1}';
const done = '{"message":"","retcode":"0","result":{}}';
const head = `PUT ${path} HTTP/1.1\r\nHost: gateway.example\r\nGuid: 2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1\r\nContent-Type: application/json\r\n`;
const request = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${done.length}\r\n\r\n${done}`;

/** What has come over a socket, byte for byte. */
const heard = (socket: Socket): { text: string; hasEnded: boolean } => {
  const all = { text: '', hasEnded: false };
  socket
    .on('data', (bytes) => (all.text += bytes.toString('latin1')))
    .on('end', () => (all.hasEnded = true))
    .on('error', () => {})
    .on('close', () => (all.hasEnded = true));
  return all;
};

const until = (is: () => boolean): Promise<unknown> => vi.waitUntil(is, { interval: 5 });

/** Two ends with a proxy between them, and what it has told. */
async function between(onTestFinished: (act: () => Promise<void>) => void) {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const exchanges: Exchange[] = [];
  const faults: unknown[] = [];
  const judge = judgeTraffic(contract, 'a test');
  const proxy = await startProxy({
    upstream: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    onExchange(exchange) {
      exchanges.push(exchange);
      judge.judge(exchange);
    },
    onFault: (error) => faults.push(error),
  });
  const near = connect({ port: Number(new URL(proxy.url).port), host: '127.0.0.1', allowHalfOpen: true });
  const [far] = (await once(server, 'connection')) as [Socket];
  onTestFinished(async () => {
    for (const socket of [near, far]) socket.destroy();
    await proxy[Symbol.asyncDispose]();
    await new Promise((resolve) => server.close(resolve));
  });
  return { near, far, asked: heard(far), answered: heard(near), exchanges, faults, judge };
}

const chunked = `${head}Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n${body.length.toString(16)};a="b"\r\n${body}\r\n0\r\nX-Sum: 1\r\n\r\n`;
const frames = '\u0081\u0005hello\u0000\r\n\r\n';

/** By name: what is sent, what is answered to each, how many exchanges that is, and what is found. `lost`: it cannot be read. */
test.concurrent.for<[string, string[], string[], number | 'lost', string[]]>([
  ['a plain exchange', [request], [answer], 1, []],
  [
    'headers in odd letters, twice, folded and bare',
    [request.replace('Host', 'hOsT: a\r\nhOsT')],
    [answer.replace('Content-Type', 'X-A: 1\r\n b\r\nx-a:2\r\ncOnTeNt-TyPe')],
    1,
    ['violation consumer request/http', 'violation provider transport/head-syntax'],
  ],
  [
    'chunks with extensions and trailers',
    [chunked],
    [
      answer.replace(
        /Content-Length.*/s,
        `Transfer-Encoding: chunked\r\n\r\n${done.length.toString(16)};x\r\n${done}\r\n0\r\nX-T: 1\r\n\r\n`,
      ),
    ],
    1,
    [],
  ],
  ['pipelined requests', [request + request, request], [answer, answer + answer], 3, ['warning consumer state/again']],
  [
    'an interim answer',
    [request.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n').slice(0, -body.length), body],
    ['HTTP/1.1 100 Continue\r\n\r\n', answer],
    1,
    [],
  ],
  [
    'HTTP/1.0',
    [request.replace('HTTP/1.1', 'HTTP/1.0')],
    [answer.replace('HTTP/1.1', 'HTTP/1.0').replace(/Content-Length: \d+\r\n/, '')],
    1,
    [],
  ],
  [
    'an upgrade, and what follows it',
    ['GET /events HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', frames],
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', frames],
    1,
    ['violation consumer request/path'],
  ],
  [
    'CONNECT, and what follows it',
    ['CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n', frames],
    ['HTTP/1.1 200 Connection established\r\n\r\n', frames],
    1,
    ['violation consumer request/path'],
  ],
  [
    'an answer that ends with its connection',
    [request],
    [answer.replace(/Content-Length: \d+\r\n/, 'Connection: close\r\n')],
    1,
    [],
  ],
  [
    'line feeds alone',
    [request.replaceAll('\r\n', '\n')],
    [answer.replaceAll('\r\n', '\n')],
    1,
    ['violation consumer request/http', 'violation provider transport/head-syntax'],
  ],
  ['what is no HTTP', [frames], [frames], 'lost', []],
  [
    'a request that says its length twice over',
    [chunked.replace('Trailer: X-Sum', 'Content-Length: 3')],
    [answer],
    1,
    ['violation consumer request/http'],
  ],
  ['an answer before its request is whole', [request.slice(0, -9), request.slice(-9)], [answer], 1, []],
  ['a request that is broken off', [request.slice(0, -9)], [], 'lost', []],
  ['a request that is never answered', [request], [], 1, ['violation provider transport/no-answer']],
  ['an answer that is broken off', [request], [answer.slice(0, -9)], 1, ['violation provider transport/truncated']],
  [
    'HTTP/2',
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004'],
    ['\u0000\u0000\u0000\u0004\u0000'],
    'lost',
    [],
  ],
])(
  'what passes through the proxy is what was sent, byte for byte: %s',
  async ([, asks, answers, count, found], { expect, onTestFinished }) => {
    const { near, far, asked, answered, exchanges, faults, judge } = await between(onTestFinished);
    for (const [index, ask] of asks.entries()) {
      near.write(ask, 'latin1');
      await until(() => asked.text === asks.slice(0, index + 1).join(''));
      if (answers[index] === undefined) continue;
      far.write(answers[index], 'latin1');
      await until(() => answered.text === answers.slice(0, index + 1).join(''));
    }
    far.end();
    await until(() => answered.hasEnded);
    near.end();
    await until(() => asked.hasEnded && exchanges.length + faults.length > 0);
    expect([asked.text, answered.text]).toEqual([asks.join(''), answers.join('')]);
    expect(faults.map(String)).toEqual(count === 'lost' ? [expect.stringMatching(/^UnreadableError: /)] : []);
    expect(exchanges.length).toBe(count === 'lost' ? 0 : count);
    expect(judge.report().findings.map(({ severity, side, rule }) => `${severity} ${side} ${rule}`)).toEqual(found);
  },
);

test('who leaves before the answer has come is no fault of the gateway, and the gateway sees him leave', async () => {
  const { near, far, asked, exchanges, judge } = await between(onTestFinished);
  near.write(request);
  await until(() => asked.text === request);
  const left = once(far, 'error') as Promise<NodeJS.ErrnoException[]>;
  near.resetAndDestroy();
  expect((await left)[0]!.code).toBe('ECONNRESET');
  await until(() => exchanges.length === 1);
  expect(judge.report()).toMatchObject({ exchanges: 1, unanswered: 1, findings: [] });
});

test('a gateway that breaks off is seen to do so by who asked', async () => {
  const { near, far, asked, exchanges, judge } = await between(onTestFinished);
  near.write(request);
  await until(() => asked.text === request);
  const left = once(near, 'error') as Promise<NodeJS.ErrnoException[]>;
  far.resetAndDestroy();
  expect((await left)[0]!.code).toBe('ECONNRESET');
  await until(() => exchanges.length === 1);
  expect(judge.report().findings).toMatchObject([{ side: 'provider', rule: 'transport/no-answer' }]);
});

test.each([
  ['asked for', 'gzip, br', 'gzip', gzipSync(done), []],
  ['asked for by another name', 'br', 'br', brotliCompressSync(done), []],
  ['not asked for', 'br', 'gzip', gzipSync(done), ['media/content-coding']],
  ['asked for, and not there', 'gzip', 'gzip', Buffer.from(done), ['media/content-coding']],
  ['that hides what is missing', 'gzip', 'gzip', gzipSync('{"message":""}'), ['envelope/missing-member']],
] as const)('an answer in a coding %s is judged by what is in it', (_, accepted, coding, bytes, found) => {
  const judge = judgeTraffic(contract, 'a test');
  const tap = tapConnection((exchange) => void judge.judge(exchange));
  tap.sent(Buffer.from(request.replace('\r\n', `\r\nAccept-Encoding: ${accepted}\r\n`)));
  const coded = answer.split('\r\n\r\n')[0]!.replace(/Content-Length: \d+/, `Content-Encoding: ${coding}`);
  tap.answered(Buffer.concat([Buffer.from(`${coded}\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]));
  expect(judge.report().findings.map(({ rule }) => rule)).toEqual(found);
});
