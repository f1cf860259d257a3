import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { unanswered } from '../src/exchange.ts';
import { readBody } from '../src/body.ts';
import type { Incoming } from '../src/incoming.ts';
import { createRecorder } from '../src/record.ts';
import { createRedactor } from '../src/redact.ts';
import { readTarget } from '../src/target.ts';

const started = () => createRecorder(createRedactor(contract));

/** A request as it arrives. */
function incoming(content: string | Buffer, headers: Incoming['headers'] = {}, target = '/things?a=1&a=2'): Incoming {
  const bytes = Buffer.from(content);
  return { method: 'PUT', ...readTarget(target), headers, bytes, ...readBody(bytes, headers['content-type']) };
}

test('what is kept of a request is what arrived', () => {
  const recorder = started();
  const headers = { 'content-type': 'application/json; charset=iso-8859-1', via: '\u00e9', 'set-cookie': ['a', 'b'] };
  recorder.arrived(incoming(Buffer.from('{"a":"\u00e9"}', 'latin1'), headers));
  recorder.arrived(incoming(Buffer.from([0, 255]), { 'content-type': 'image/png' }, '/th%2Fings'));
  recorder.arrived(incoming('{"a":', { 'content-type': 'application/json' }));
  expect(recorder.requests()).toEqual([
    { method: 'PUT', path: '/things', query: { a: ['1', '2'] }, headers, body: { a: '\u00e9' }, violations: [] },
    expect.objectContaining({ path: '/th%2Fings', query: {}, body: '(2 bytes)' }),
    expect.objectContaining({ body: undefined }),
  ]);
});

test('the last thousand requests are kept', () => {
  const recorder = started();
  for (let sent = 0; sent < 2_010; sent++) recorder.arrived(incoming(String(sent)));
  expect(recorder.requests().map(({ body }) => body)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => `${1_010 + index}`),
  );
  recorder.reset();
  recorder.arrived(incoming('after'));
  expect(recorder.requests().map(({ body }) => body)).toEqual(['after']);
});

test('of long requests fewer are kept, and always the last one', () => {
  const recorder = started();
  for (const letter of 'abc') recorder.arrived(incoming(letter.repeat(7 * 2 ** 20)));
  expect(recorder.requests().map(({ body }) => String(body)[0])).toEqual(['b', 'c']);
  recorder.arrived(incoming('d'.repeat(2 ** 25)));
  expect(recorder.requests()).toMatchObject([{ body: expect.stringMatching(/^d/) }]);
});

test('what becomes of a request that is no longer kept is not told of another', () => {
  const recorder = started();
  const request = incoming('');
  const told = recorder.arrived(request);
  for (let sent = 0; sent < 1_000; sent++) recorder.arrived(request);
  told({ ...unanswered(request), status: 418 });
  expect(recorder.requests().some(({ status }) => status === 418)).toBe(false);
  const last = recorder.arrived(request);
  last({ ...unanswered(request), status: 200 });
  expect(recorder.requests().at(-1)?.status).toBe(200);
  recorder.reset();
  last({ ...unanswered(request), status: 418 });
  expect(recorder.requests()).toEqual([]);
});
