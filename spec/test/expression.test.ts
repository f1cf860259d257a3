import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, ExpressionError, parseExpression } from '../src/index.ts';

const request = {
  path: { agentid: '101' },
  query: { 'a.b': 'c' },
  headers: { guid: 'G' },
  body: { callid: 'x', list: [{ 'a/b': 1 }, { '~': 2 }], nothing: null },
};
const scope = { url: 'u', method: 'PUT', statusCode: 200, request, response: { headers: {}, body: { retcode: '0' } } };

test.each([
  ['$url', 'u'],
  ['$method', 'PUT'],
  ['$statusCode', 200],
  ['$request.path.agentid', '101'],
  ['$request.query.a.b', 'c'],
  ['$request.header.Guid', 'G'],
  ['$request.header.guid', 'G'],
  ['$request.body', request.body],
  ['$request.body#', request.body],
  ['$request.body#/callid', 'x'],
  ['$request.body#/list/0/a~1b', 1],
  ['$request.body#/list/1/~0', 2],
  ['$request.body#/nothing', null],
  ['$response.body#/retcode', '0'],
  ['$request.body#/nothing/deeper', undefined],
  ['$request.body#/__proto__', undefined],
  ['$request.body#/list/length', undefined],
  ['$request.path.constructor', undefined],
  ['$response.header.Location', undefined],
  ['$state.agents#/queues', undefined],
])('%s evaluates to %j', (expression, value) => {
  expect(evaluate(expression, scope)).toEqual(value);
});

test('$state is the row that an earlier line found', () => {
  expect(evaluate('$state.agents#/queues/1', { state: { agents: { queues: [1, 8] } } })).toBe(8);
});

test.each([
  '',
  'url',
  '$',
  '$URL',
  '$urls',
  '$request',
  '$request.',
  '$request.body.callid',
  '$request.body#callid',
  '$request.body#/a~2b',
  '$request.body#/a~',
  '$request.header.',
  '$request.header.G uid',
  '$request.header.Gu:id',
  '$request.query.',
  '$request.path.',
  '$requests.path.a',
  '$response.cookie.a',
  '$state',
  '$state.#/a',
  '$state.agents/queues',
  ' $url',
])('%j is not an expression, and the error says what is expected', (text) => {
  expect(() => parseExpression(text)).toThrow(ExpressionError);
  expect(() => parseExpression(text)).toThrow(/Expected \$url, \$method/);
});

// The grammar of the specification, written as a generator.
const tchar = fc.constantFrom(..."!#$%&'*+-.^_`|~09azAZ".split(''));
const unescaped = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((unit) => !/[~/]/.test(unit));
const reference = fc.array(fc.oneof(unescaped, fc.constantFrom('~0', '~1'))).map((parts) => parts.join(''));
const pointer = fc.array(reference).map((tokens) => tokens.map((token) => `/${token}`).join(''));
const source = fc.oneof(
  fc.array(tchar, { minLength: 1 }).map((token) => `header.${token.join('')}`),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => `query.${name}`),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => `path.${name}`),
  fc.option(pointer, { nil: undefined }).map((text) => (text === undefined ? 'body' : `body#${text}`)),
);
const message = fc.constantFrom('$request.', '$response.');

test('every sentence of the grammar is read, and nothing in a scope makes it throw', () => {
  fc.assert(
    fc.property(message, source, fc.anything(), (head, tail, body) => {
      expect(parseExpression(head + tail)).toBeTypeOf('object');
      evaluate(head + tail, { request: { path: {}, query: {}, headers: {}, body }, response: { headers: {}, body } });
    }),
  );
});

test('a pointer finds the member that its tokens spell', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), fc.integer(), (keys, value) => {
      const body = keys.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value);
      const text = keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
      expect(evaluate(`$request.body#${text}`, { request: { path: {}, query: {}, headers: {}, body } })).toBe(value);
    }),
  );
});
