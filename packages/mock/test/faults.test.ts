import { expect, test } from 'vitest';
import { createRandom, draw } from '../src/scenario/random.ts';
import type { Fault } from '../src/index.ts';
import { ask, body, callId, guid, keyHeader, mockFor, path, queueAfter, raw, sentType, success } from './ask.ts';

const content = JSON.stringify(body);

const request = [
  `PUT ${path} HTTP/1.1`,
  'Host: localhost',
  `${keyHeader}: ${guid}`,
  `Content-Type: ${sentType}; charset=UTF-8`,
  `Content-Length: ${content.length}`,
  '',
  content,
].join('\r\n');

const whole = '{"message":"","retcode":"0","result":{}}';

const faulty = (fault: Fault) => mockFor({ scenario: { rules: [{ times: 1, fault }] } });

test.for<[string, Fault, string]>([
  ['a number as retcode', { set: { '/retcode': 0 } }, '{"message":"","retcode":0,"result":{}}'],
  ['a text as result', { set: { '/result': '' } }, '{"message":"","retcode":"0","result":""}'],
  ['an undocumented code', { set: { '/retcode': '999-999' } }, '{"message":"","retcode":"999-999","result":{}}'],
  ['a member more', { set: { '/result/deep': [1] } }, '{"message":"","retcode":"0","result":{"deep":[1]}}'],
  ['a member less', { remove: ['/message'] }, '{"retcode":"0","result":{}}'],
  ['no body', { empty: true }, ''],
])('a fault can answer with %s, once', async ([, fault, expected]) => {
  await using mock = await faulty(fault);
  expect(await ask(mock)).toMatchObject({ status: success, text: expected });
  expect(await ask(mock)).toMatchObject({ status: success, text: whole });
});

test('a fault can answer with a page of HTML', async () => {
  await using mock = await faulty({ html: 502 });
  const { status, headers, text } = await ask(mock);
  expect([status, headers.get('content-type')]).toEqual([502, 'text/html']);
  expect(text).toMatch(/^<html>/);
});

test('a fault can answer with another status, media type and charset', async () => {
  await using mock = await faulty({ status: 503, contentType: 'text/plain; charset=latin1', charset: 'utf-16le' });
  const { status, headers, text } = await ask(mock);
  expect([status, headers.get('content-type')]).toEqual([503, 'text/plain; charset=latin1']);
  expect(text).toBe(Buffer.from(whole, 'utf-16le').toString());
});

test('a fault can cut the body short of what was announced', async () => {
  await using mock = await faulty({ truncate: 10 });
  const received = await raw(mock.url, request);
  expect(received).toContain(`content-length: ${whole.length}`);
  expect(received.endsWith(`\r\n\r\n${whole.slice(0, 10)}`)).toBe(true);
});

test('a fault can reset the connection', async () => {
  await using mock = await faulty({ reset: true });
  expect(await raw(mock.url, request)).toBe('<ECONNRESET>');
});

test('what is lost on the way to the client has happened all the same', async () => {
  await using mock = await faulty({ reset: true });
  await raw(mock.url, request);
  expect(mock.world?.find('calls', callId)?.skillid).toBe(queueAfter);
});

test('a fault can hang until the client gives up, and the mock still closes', async () => {
  const mock = await mockFor({ scenario: { rules: [{ fault: { hang: true } }] } });
  const given = { method: 'PUT', headers: { [keyHeader]: guid, 'content-type': 'application/json' }, body: content };
  await expect(fetch(`${mock.url}${path}`, { ...given, signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
  const hanging = raw(mock.url, request);
  await mock.waitFor(2);
  await mock.close();
  expect(await hanging).not.toContain('HTTP/1.1');
});

test('a fault can send the body byte by byte', async () => {
  await using mock = await faulty({ drip: 2 });
  const start = performance.now();
  expect((await ask(mock)).text).toBe(whole);
  expect(performance.now() - start).toBeGreaterThan(whole.length);
});

const timed = async (mock: Parameters<typeof ask>[0]) => {
  const start = performance.now();
  await ask(mock);
  return performance.now() - start;
};

test('a fault can delay the answer, and so can the mock for every answer', async () => {
  await using faulted = await faulty({ latency: 80 });
  expect(await timed(faulted)).toBeGreaterThan(75);
  await using slow = await mockFor({ latency: { min: 80, max: 90 } });
  expect(await timed(slow)).toBeGreaterThan(75);
});

test('a fault meets requests that break the contract too', async () => {
  await using mock = await faulty({ html: 502 });
  expect((await ask(mock, { body: {} })).status).toBe(502);
});

const drawn = (latency: Parameters<typeof draw>[0]) => {
  const random = createRandom(1);
  return Array.from({ length: 10_000 }, () => draw(latency, random)).toSorted((a, b) => a - b);
};

test('latencies are drawn as they are distributed, the same in each run', () => {
  expect(drawn(7)[9_999]).toBe(7);
  const even = drawn({ min: 10, max: 20 });
  expect([even[0]! >= 10, even[9_999]! < 20, Math.round(even[5_000]!)]).toEqual([true, true, 15]);
  const skewed = drawn({ median: 100, p99: 1_000 });
  expect(Math.abs(skewed[5_000]! / 100 - 1)).toBeLessThan(0.05);
  expect(Math.abs(skewed[9_900]! / 1_000 - 1)).toBeLessThan(0.1);
  expect(drawn({ median: 100, p99: 1_000 })).toEqual(skewed);
});
