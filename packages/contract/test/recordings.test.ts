import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { readHar } from '../src/traffic/reading/har.ts';
import { ownOf } from '../src/traffic/reading/own.ts';
import { judgeTraffic } from '../src/traffic/traffic.ts';

const url = 'https://gateway.example:8043/agentgateway/resource/calldata/101/assignuserinqueue';
const body = '{"callid":"1663580465-1134","skillid":1}';
const done = '{"message":"","retcode":"0","result":{}}';
const headers = (given: Record<string, unknown>) => Object.entries(given).map(([name, value]) => ({ name, value }));
const asked = headers({
  ':method': 'PUT',
  ':path': '/',
  guid: '2f9c1b7e-8d3a-4c56-9e10-7ab4d5c6e8f0.AgentGateway1',
  'content-type': 'application/json; charset=UTF-8',
});
const told = headers({ ':status': '200', 'content-type': 'application/json', 'content-encoding': 'br' });
const postData = { mimeType: 'application/json', text: body };
const content = { size: done.length, mimeType: 'application/json', text: done };

/** An entry as Chrome writes it, but for what is said. */
const entry = (request: object = {}, response: object | null = {}, more: object = {}): object => ({
  request: { method: 'PUT', url, httpVersion: 'h2', headers: asked, headersSize: -1, postData, ...request },
  response: response && {
    status: 200,
    httpVersion: 'h2',
    headers: told,
    headersSize: -1,
    bodySize: -1,
    content,
    ...response,
  },
  ...more,
});

function report(...entries: object[]) {
  const judge = judgeTraffic(contract, 'a recording');
  for (const each of ownOf(contract, readHar('a.har', JSON.stringify({ log: { entries } }))).own) judge.judge(each);
  const { exchanges, unanswered, findings } = judge.report();
  const found = findings.map(({ severity, side, rule }) => `${severity} ${side} ${rule}`);
  return { exchanges, unanswered, found };
}

const unread = { consumer: 'warning consumer request/unjudged', provider: 'warning provider answer/unjudged' };

test.each<[string, object, string[]]>([
  ['an entry of HTTP/2, its coding undone', entry(), []],
  [
    'an answer in base64',
    entry({}, { content: { ...content, text: Buffer.from(done).toString('base64'), encoding: 'base64' } }),
    [],
  ],
  ['a request in base64', entry({ postData: { text: Buffer.from(body).toString('base64'), encoding: 'base64' } }), []],
  ['headers without names or values', entry({ headers: [...asked, { name: 'x' }, { value: 'y' }] }), []],
  ['no times', entry({}, {}, { startedDateTime: null, time: null }), []],
  ['an answer whose text was left out', entry({}, { content: { size: done.length } }), [unread.provider]],
  ['an answer of no known size', entry({}, { content: { size: -1 } }), [unread.provider]],
  ['an answer without content', entry({}, { content: null }), [unread.provider]],
  ['no headers of the answer', entry({}, { headers: undefined }), []],
  ['a request whose text was left out', entry({ postData: undefined, bodySize: 40 }), [unread.consumer]],
  ['an empty postData', entry({ postData: {} }), [unread.consumer]],
  ['a request that had no body', entry({ postData: undefined, bodySize: 0 }), ['violation consumer request/body']],
  [
    'a member that is there twice',
    entry({ postData: { text: body.replace('{', '{"skillid":2,') } }),
    ['violation consumer request/json'],
  ],
  [
    'a request that begins with a byte order mark',
    entry({ postData: { text: `\uFEFF${body}` } }),
    ['violation consumer request/json'],
  ],
  [
    'an empty answer',
    entry({}, { bodySize: 0, content: { size: 0, text: '' } }),
    ['violation provider envelope/empty'],
  ],
  [
    'a member missing in an answer in base64',
    entry({}, { content: { text: Buffer.from('{"message":""}').toString('base64'), encoding: 'base64' } }),
    ['violation provider envelope/missing-member'],
  ],
  ['a path that a URL would mend', entry({ url: url.replace('101', '%2e%2e') }), ['violation consumer request/path']],
  ['an address in capitals', entry({ url: url.replace('https://gateway', 'HTTPS://GATEWAY') }), []],
])('%s is judged as far as it is known', (_, given, found) => {
  expect(report(given)).toEqual({ exchanges: 1, unanswered: 0, found });
});

test.each([
  ['without a response', null],
  ['with nothing in its response', { status: undefined }],
  ['that was broken off', { status: 0, content: {} }],
])('an entry %s has no answer', (_, response) => {
  expect(report(entry({}, response))).toEqual({ exchanges: 1, unanswered: 1, found: [] });
});

test('what a browser asks of others, of its cache and before it asks is nobody’s fault', () => {
  const others = [
    entry({ url: 'data:image/png;base64,AAAA', method: 'GET' }),
    entry({ url: 'wss://gateway.example:8043/events', method: 'GET' }),
    entry({ url: 'https://cdn.example/app.js', method: 'GET' }),
    entry({}, { content: { text: '{}' } }, { _fromCache: 'disk' }),
  ];
  const preflight = entry(
    { method: 'OPTIONS', headers: headers({ Origin: 'https://a.example', 'Access-Control-Request-Method': 'PUT' }) },
    { status: 204 },
  );
  expect(report(entry(), preflight, ...others)).toEqual({ exchanges: 2, unanswered: 0, found: [] });
  // Where nothing at all is for the contract, everything is shown.
  expect(report(others[2]!).found).toEqual(['violation consumer request/path']);
});

test('a path of the same gateway that nobody documents is a fault', () => {
  const stray = entry({ url: new URL('/agentgateway/resource/other', url).href });
  expect(report(entry(), stray).found).toEqual(['violation consumer request/path']);
});
