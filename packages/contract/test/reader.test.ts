import { expect, test } from 'vitest';
import { readJson } from '../src/check/answers/reading/read-json.ts';
import { readAnswer } from '../src/check/wire/answer.ts';

const read = (text: string, hasEnded = false, method = 'PUT') =>
  readAnswer(Buffer.from(text, 'latin1'), 0, { method, hasEnded });

test('an answer ends where its length says, and what follows is left', () => {
  const text = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
  const reading = read(`${text}HTTP/1.1`);
  expect(reading).toMatchObject({ isComplete: true, end: text.length });
  expect(reading.answer).toMatchObject({ status: 200, reason: 'OK', framing: 'length', defects: [] });
  expect(read(text.slice(0, -1))).toMatchObject({ isComplete: false, needs: text.length });
});

test('chunks are put together, and end with the last one', () => {
  const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;a=b\r\n}\r\n0\r\nX: y\r\n\r\n';
  expect(read(text).answer?.body.toString()).toBe('{}');
  expect(read(text).isComplete).toBe(true);
  expect(read(text.slice(0, -20)).isComplete).toBe(false);
});

test('a body without a length ends with the connection', () => {
  expect(read('HTTP/1.0 200 OK\r\n\r\n{}')).toMatchObject({ isComplete: false });
  expect(read('HTTP/1.0 200 OK\r\n\r\n{}', true)).toMatchObject({ isComplete: true });
});

test('interim answers come before the answer', () => {
  const { answer } = read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
  expect(answer).toMatchObject({ interim: [100], status: 204, framing: 'none' });
});

test('an answer to HEAD has no body, whatever its length says', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', false, 'HEAD').isComplete).toBe(true);
});

test.each([
  ['HTTP/1.1 200 OK\nContent-Length: 0\n\n', 'transport/head-syntax'],
  ['HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 0\r\n\r\n', 'transport/head-syntax'],
  ['HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n', 'transport/head-syntax'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'transport/framing'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 'transport/framing'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n', 'transport/framing'],
])('%j is noted as %s', (text, rule) => {
  expect(read(text, true).answer?.defects.map((defect) => defect.rule)).toContain(rule);
});

const defects = (text: string | Buffer): string[] =>
  readJson(Buffer.from(text as string)).defects.map(({ rule }) => rule);

test.each([
  '{}',
  '{"a":"\\ud83d\\ude00","b":[1,2.5,-1e9,null]}',
  ' [1] ',
  '{"a":{"a":1},"b":{"a":1}}',
  '9007199254740991',
])('%s reads alike everywhere', (text) => expect(defects(text)).toEqual([]));

test.each([
  ['', 'envelope/empty'],
  ['{"a":1,}', 'envelope/json'],
  ['{}{}', 'envelope/json'],
  ['\ufeff{}', 'envelope/byte-order-mark'],
  ['{"a":1,"\\u0061":2}', 'envelope/duplicate-member'],
  ['{"__proto__":{}}', 'envelope/proto-member'],
  ['{"constructor":{"prototype":{}}}', 'envelope/proto-member'],
  ['"\\udc00"', 'envelope/surrogate'],
  ['[9007199254740993]', 'envelope/unsafe-number'],
  ['[1e400]', 'envelope/unsafe-number'],
  [`${'['.repeat(101)}${']'.repeat(101)}`, 'envelope/depth'],
  [Buffer.from([0x22, 0xff, 0x22]), 'envelope/utf-8'],
  [Buffer.from('{"a":1}', 'utf16le'), 'media/charset'],
  [Buffer.from([0x1f, 0x8b, 0, 0]), 'media/content-coding'],
])('%j is noted as %s', (text, rule) => {
  expect(defects(text)).toContain(rule);
});
