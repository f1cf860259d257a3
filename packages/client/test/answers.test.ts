import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createGatewayClient, GatewayError } from '../src/index.ts';
import { parseJson } from '../src/json.ts';
import { isMediaType } from '../src/media-type.ts';
import { mediaTypeFault } from '../src/explain/media-type-fault.ts';
import { codeOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { mediaType, success } from './sample.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('JSON that holds no trap is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!/__proto__|\d{16}/.test(text));
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['a member twice', '{"a":1,"a":1}'],
  ['a member twice by an escape', '{"a":1,"\\u0061":2}'],
  ['a member twice, deep inside', '{"b":[{"x":{"a":1,"a":2}}]}'],
  ['a member that reaches a prototype', '{"a":{"__proto__":1}}'],
  ['a number that is rounded', '[9007199254740993]'],
  ['a number that is rounded, below others', '[1e300,{"a":[-90071992547409930]}]'],
  ['a number that is rounded, with a fraction', '[9007199254740993.0]'],
  ['a number that is infinite', '[1e999]'],
  ['too many levels', `${'['.repeat(102)}${']'.repeat(102)}`],
  ['far too many levels', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
])('JSON with %s is not read', (_name, text) => {
  expect(() => parseJson(bytes(text))).toThrow(SyntaxError);
});

test.each(['[1.7976931348623157E308]', '[-1.797e308,"a"]', '[1e+22]', '[1.2345678901234567e20]', '[9007199254740991]'])(
  'numbers that no platform changes are read: %s',
  (text) => {
    expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
  },
);

test('an answer of many large numbers is looked through for long integers once', () => {
  const tested = vi.spyOn(RegExp.prototype, 'test');
  try {
    parseJson(bytes(JSON.stringify(Array.from({ length: 100 }, (_, index) => 1e300 + index))));
    expect(tested).toHaveBeenCalledOnce();
  } finally {
    tested.mockRestore();
  }
});

test('colons, quotes and escapes in strings are no members', () => {
  const value = { 'a:"': ':\\"::', b: ['\\', ':'], c: { 'd\\': '"' } };
  expect(parseJson(bytes(JSON.stringify(value)))).toEqual(value);
});

test.each([
  'application/json',
  'Application/JSON',
  'application/json;charset=utf-8',
  'application/json ; charset="UTF-8" ; x=1',
  'application/json;',
  'application/json; charset=utf8',
  'application/json; profile="a, b"; charset=utf-8',
  'application/json, application/json',
  'application/json;charset=UTF-8, Application/JSON; charset="utf-8"',
])('%s is the documented media type', (contentType) => {
  expect(isMediaType(contentType, 'application/json')).toBe(true);
});

test.each([
  null,
  '',
  'text/html',
  'application/jsonp',
  'application/json; charset=ISO-8859-1',
  'application/json; charset=utf-16',
  'application/json; charset==utf-8',
  'application/json; charset',
  'application/json, text/html',
  'application/json; charset=utf-8, text/html',
  'application/json, application/json; charset=latin1',
  'text/html, application/json',
  'application/json,',
])('%s is not the documented media type', (contentType) => {
  expect(isMediaType(contentType, 'application/json')).toBe(false);
  expect(mediaTypeFault(contentType, 'application/json')).toMatch(/^its (Content-Type|charset) is /);
});

test('whatever body comes, the call ends with an answer that keeps the contract or with a GatewayError', async () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('0', codeOf('failed'), '', 'x'));
  const body = fc.oneof(
    fc
      .record({ retcode: value, message: value, result: value }, { requiredKeys: [] })
      .map((object) => JSON.stringify(object)),
    fc.json(),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const fetch = async (): Promise<Response> =>
        new Response(text, { status: success, headers: { 'Content-Type': mediaType } });
      const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, retries: 0 });
      const result: unknown = await gateway.assignUserInQueue(args).catch((error: unknown) => error);
      const keeps = (parsed: { retcode?: unknown; message?: unknown; result?: unknown } | null): boolean =>
        parsed?.retcode === '0' &&
        typeof parsed.message === 'string' &&
        (parsed.result === undefined ||
          parsed.result === null ||
          parsed.result === '' ||
          (typeof parsed.result === 'object' && !Array.isArray(parsed.result)));
      const parsed = ((): never | null => {
        try {
          return parseJson(bytes(text)) as never;
        } catch {
          return null;
        }
      })();
      expect(result instanceof GatewayError).toBe(!keeps(parsed));
    }),
  );
});
