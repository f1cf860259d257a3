import { expect, expectTypeOf, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { read, UnwritableError, write, writer, type Request, type Values } from '../../src/codec/index.ts';
import { bodyOf, operationOf } from './operation.ts';

const refusalsOf = (operation: ReturnType<typeof operationOf>, values: Values): [string, string][] => {
  try {
    write(operation, values);
  } catch (error) {
    if (error instanceof UnwritableError) return error.refusals.map(({ pointer, message }) => [pointer, message]);
    throw error;
  }
  return [];
};

test.each<[string, Json, unknown, string]>([
  [
    'a list that holds what stands between its members',
    { explode: false, in: 'query' },
    ['a,b', 'c'],
    'holds a member that is empty, or',
  ],
  ['an empty member', { explode: false, in: 'query' }, ['', 'c'], 'holds a member that is empty, or'],
  ['a list in a list', { in: 'query' }, [['a']], 'holds null, a list or an object'],
  ['null', { in: 'query' }, null, 'is null'],
  ['an atom as a deep object', { in: 'query', style: 'deepObject' }, 'a', 'is neither a list nor an object'],
  ['null in a deep object', { in: 'query', style: 'deepObject' }, { a: { b: null } }, 'holds null, something empty'],
  ['an empty list in a deep object', { in: 'query', style: 'deepObject' }, { a: [] }, 'holds null, something empty'],
  ['a bracket in the name of a member', { in: 'query', style: 'deepObject' }, { 'a]': '1' }, 'a bracket in a name'],
  [
    'blanks between, exploded',
    { in: 'query', style: 'spaceDelimited', explode: true },
    ['a'],
    'which has no exploded form',
  ],
  ['a style of another place', { in: 'header', style: 'form' }, 'a', 'has the style form; header has simple'],
  ['a dot in a list between dots', { in: 'path', style: 'label', explode: true }, ['1.0', '2'], 'holds a member'],
  ['an empty list in a path', { in: 'path' }, [], "must not be ''"],
  ['nothing in a path', { in: 'path' }, '', "must not be ''"],
  ['a path that climbs', { in: 'path' }, '..', "must not be ''"],
  ['nothing at all in a path', { in: 'path' }, undefined, 'is missing'],
  ['a number that is none', { in: 'query' }, NaN, 'is no finite number'],
  ['half of a surrogate pair', { in: 'query' }, '\ud800', 'half of a surrogate pair'],
  ['a function', { in: 'query' }, () => {}, 'is a function'],
  ['a line break in a header', { in: 'header' }, 'a\r\nb', 'must be printable ASCII'],
  ['letters beyond ASCII in a header', { in: 'header' }, 'ü', 'must be printable ASCII'],
  ['a header of no name', { in: 'header', name: 'X A' }, 'a', 'has no name that a header can have'],
  [
    'a list of several in a cookie, exploded',
    { in: 'cookie', explode: true },
    ['a', 'b'],
    'has several members, exploded',
  ],
  ['a semicolon in a plain cookie', { in: 'cookie', style: 'cookie' }, 'a;b', 'holds a character that no cookie holds'],
  ['a picture', { in: 'query', mediaType: 'image/png' }, 'a', 'is of image/png'],
])('%s is refused, with the place and the reason', (_name, more, value, reason) => {
  const parameter = { name: 'color', ...more };
  const refused = refusalsOf(operationOf({ parameters: [parameter] }), { [more.in]: { [parameter.name]: value } });
  expect(refused).toEqual([[`/${more.in}/${parameter.name}`, expect.stringContaining(reason)]]);
});

test.each<[string, string, Json, unknown, string]>([
  ['null in a form', 'application/x-www-form-urlencoded', {}, { a: '1', b: null }, '/body/b'],
  ['a form that is none', 'application/x-www-form-urlencoded', {}, ['a'], '/body'],
  [
    'an object in pipes',
    'application/x-www-form-urlencoded',
    { encoding: { b: { style: 'pipeDelimited' } } },
    { b: ['|'] },
    '/body/b',
  ],
  ['a function in parts', 'multipart/form-data', {}, { a: () => {} }, '/body/a'],
  ['a quote that would be two names', 'multipart/form-data', {}, { 'a%22': 'x' }, '/body/a%22'],
  ['an object in parts without names', 'multipart/mixed', {}, {}, '/body'],
  ['an empty list in parts', 'multipart/mixed', {}, [], '/body'],
  ['null in parts without names', 'multipart/mixed', {}, [() => {}], '/body'],
  ['a range', 'image/*', {}, new Uint8Array(1), '/body'],
  ['an object as text', 'text/plain', {}, { a: 1 }, '/body'],
  ['a letter that its charset does not have', 'text/plain; charset=us-ascii', {}, 'ü', '/body'],
  ['a charset that is not written', 'text/plain; charset=shift_jis', {}, 'a', '/body'],
])('%s is refused as a body, with its place', (_name, mediaType, more, body, pointer) => {
  expect(refusalsOf(operationOf({ body: bodyOf(mediaType, true, more) }), { body }).map(([at]) => at)).toEqual([
    pointer,
  ]);
});

test('lists and what is deeper are written in brackets, and read as they were', () => {
  const q = {
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'object' } }, b: { type: 'object', properties: { c: {} } } },
  };
  const operation = operationOf({ parameters: [{ name: 'q', in: 'query', style: 'deepObject', schema: q }] });
  const query = { q: { a: [{ x: '1' }, { x: '2' }], b: { c: 'd' } } };
  const request = write(operation, { query });
  expect(decodeURIComponent(request.target)).toBe('/things?q[a][0][x]=1&q[a][1][x]=2&q[b][c]=d');
  expect(read(operation, request)).toMatchObject({ values: { query }, violations: [] });
  const list = { name: 'q', in: 'query', style: 'deepObject', schema: { type: 'array', items: { type: 'string' } } };
  expect(decodeURIComponent(write(operationOf({ parameters: [list] }), { query: { q: ['a'] } }).target)).toBe(
    '/things?q[0]=a',
  );
});

test('a fragment of a path is no part of a request, and an ending begins at the last dot', () => {
  const parameters = ['name', 'ending'].map((name) => ({ name, in: 'path', schema: { type: 'string' } }));
  const operation = operationOf({ path: '/files/{name}.{ending}#download', parameters });
  const path = { name: 'a.b', ending: 'txt' };
  const request = write(operation, { path });
  expect(request.target).toBe('/files/a.b.txt');
  expect(read(operation, request)).toMatchObject({ values: { path }, violations: [] });
});

test('what would be taken for another parameter is refused', () => {
  const parameters = ['base', 'head'].map((name) => ({ name, in: 'path', schema: { type: 'string' } }));
  const compare = operationOf({ path: '/compare/{base}...{head}', parameters });
  expect(write(compare, { path: { base: 'v1.0', head: 'main' } }).target).toBe('/compare/v1.0...main');
  expect(refusalsOf(compare, { path: { base: 'v1', head: 'a...b' } }).map(([at]) => at)).toEqual([
    '/path/base',
    '/path/head',
  ]);

  const object = { in: 'query', schema: { type: 'object' } };
  const search = operationOf({
    parameters: [
      { name: 'filter', ...object },
      { name: 'more', ...object },
      { name: 'page', in: 'query' },
    ],
    security: [[{ scheme: 'key', type: 'apiKey', in: 'query', name: 'key' }]],
  });
  expect(write(search, { query: { filter: { a: 1 }, page: '2' } }).target).toBe('/things?a=1&page=2');
  for (const name of ['page', 'key', 'more']) {
    expect(refusalsOf(search, { query: { filter: { [name]: 1 } } }).map(([at]) => at)).toEqual(['/query/filter']);
  }
  expect(refusalsOf(search, { query: { filter: { a: 1 }, more: { b: 2 } } }).map(([at]) => at)).toEqual([
    '/query/more',
  ]);
});

test('a body of an operation that has none is refused', () => {
  expect(refusalsOf(operationOf({}), { body: 1 })).toEqual([
    ['/body', 'is none of a request that the document describes'],
  ]);
});

test('the media type of a body can be told, and has to be one that the document names', () => {
  const contents = ['text/csv', 'application/json', 'application/xml'].map((mediaType) => ({
    mediaType,
    schema: true,
    examples: [],
  }));
  const operation = operationOf({ body: { contents } });
  expect(write(operation, { body: 'a' }).headers).toEqual({ 'Content-Type': 'application/json; charset=UTF-8' });
  expect(write(operation, { body: 'a' }, {}, { mediaType: 'text/csv' })).toMatchObject({
    body: 'a',
    headers: { 'Content-Type': 'text/csv; charset=UTF-8' },
  });
  expect(() => write(operation, { body: 'a' }, {}, { mediaType: 'image/png' })).toThrow(
    /\/body is of image\/png, expected text\/csv or/,
  );
});

test('of several contents, the narrowest is the one that is written', () => {
  const encoding = { l: { style: 'pipeDelimited', explode: false } };
  const form = 'application/x-www-form-urlencoded';
  const contents = [
    { mediaType: '*/*', schema: true, examples: [] },
    { mediaType: form, schema: true, examples: [], encoding },
  ];
  const operation = operationOf({ body: { contents } });
  expect(write(operation, { body: { l: ['1', '2'] } }, {}, { mediaType: form }).body).toBe('l=1%7C2');
});

test.each([null, false, 0, ''])('%j is a body', (body) => {
  expect(write(operationOf({ body: bodyOf('application/json') }), { body }).body).toBe(JSON.stringify(body));
});

test('with a boundary that is told, a form of parts is the same each time', () => {
  const operation = operationOf({ body: bodyOf('multipart/form-data') });
  const written = () => write(operation, { body: { a: 'b' } }, {}, { boundary: 'cut' });
  expect(written().headers).toEqual({ 'Content-Type': 'multipart/form-data; boundary=cut' });
  expect(written()).toEqual(written());
});

test('a path’s own text is encoded, and parameters that OpenAPI leaves to other places are none', () => {
  const parameters = [
    { name: 'id', in: 'path' },
    { name: 'Accept', in: 'header' },
    { name: 'authorization', in: 'header' },
  ];
  const operation = operationOf({ path: '/größe x/{id}', parameters });
  const request = write(operation, { path: { id: 'a b' }, header: { Accept: 'a', authorization: 'b' } });
  expect(request).toEqual({ method: 'GET', target: '/gr%C3%B6%C3%9Fe%20x/a%20b', headers: {} });
});

test('a writer takes values, credentials and options, and gives a request', () => {
  expectTypeOf(writer).returns.returns.toEqualTypeOf<Request>();
  // @ts-expect-error -- a place that no request has
  expect(() => write(operationOf({}), { nowhere: {} })).not.toThrow();
});
