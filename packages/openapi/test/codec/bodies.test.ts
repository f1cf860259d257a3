import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { read } from '../../src/codec/index.ts';
import { bodyOf, operationOf } from './operation.ts';

const json = (body: string | undefined, type: string | undefined = 'application/json', more: Json = {}) =>
  read(operationOf({ body: { ...bodyOf('application/json'), ...more } }), {
    target: '/things',
    headers: type === undefined ? {} : { 'content-type': type },
    body,
  });

test.each([
  ['false', false],
  ['0', 0],
  ['""', ''],
  ['null', null],
])('%s is a body', (text, value) => {
  expect(json(text, undefined, { required: true })).toMatchObject({ values: { body: value }, violations: [] });
});

test('no body is a violation where one is required, and none where it is not', () => {
  expect(json(undefined, undefined, { required: true }).violations).toMatchObject([
    { kind: 'body', code: 'missing', pointer: '/body' },
  ]);
  expect(json('', 'application/json', { required: true }).violations).toMatchObject([{ code: 'missing' }]);
  expect(json('').violations).toEqual([]);
});

test('what is no JSON is a violation that quotes nothing of it', () => {
  const { violations } = json('{"secret": tru}');
  expect(violations).toMatchObject([{ kind: 'body', code: 'unreadable', pointer: '/body' }]);
  expect(JSON.stringify(violations)).not.toContain('secret');
});

test.each<[string, string, boolean]>([
  ['application/json', 'APPLICATION/JSON;charset="utf-8"', true],
  ['application/json; charset=UTF-8', 'application/json; charset=utf-8', true],
  ['application/json; charset=UTF-8', 'application/json; charset=iso-8859-1', false],
  ['application/json', 'application/json; charset=iso-8859-1', true],
  ['application/json', 'application/merge-patch+json', false],
  ['application/*+json', 'application/merge-patch+json', true],
  ['application/*+json', 'application/json', false],
  ['application/*', 'application/json', true],
  ['*/*', 'application/json', true],
  ['text/*', 'application/json', false],
])('of a body in %s, one in %s is read: %s', (documented, received, isRead) => {
  const operation = operationOf({ body: bodyOf(documented) });
  const { values, violations } = read(operation, {
    target: '/things',
    headers: { 'Content-Type': received },
    body: '"a"',
  });
  expect(values.body).toBe(isRead ? 'a' : undefined);
  expect(violations.map(({ kind }) => kind)).toEqual(isRead ? [] : ['mediaType']);
});

test('of several media types the narrowest is taken', () => {
  const contents = ['*/*', 'application/*', 'application/json'].map((mediaType) => ({
    mediaType,
    schema: { title: mediaType },
    examples: [],
  }));
  const asked: string[] = [];
  const operation = operationOf({ body: { contents } });
  for (const type of ['application/json', 'application/xml', 'text/plain']) {
    read(
      operation,
      { target: '/things', headers: { 'content-type': type }, body: '1' },
      { test: ({ title }) => (asked.push(title), undefined) },
    );
  }
  expect(asked).toEqual(['application/json', 'application/*', '*/*']);
});

test('a charset is read, and one that is not known is told', () => {
  const operation = operationOf({ body: bodyOf('text/plain', { type: 'string' }) });
  const readIn = (charset: string) =>
    read(operation, {
      target: '/things',
      headers: { 'content-type': `text/plain; charset=${charset}` },
      body: new Uint8Array([0xfc, 0xe9]),
    });
  expect(readIn('iso-8859-1').values.body).toBe('üé');
  expect(readIn('utf-8').violations).toMatchObject([{ pointer: '/body', message: 'is not utf-8' }]);
  expect(readIn('klingon').violations).toMatchObject([
    { pointer: '/body', message: 'has the charset klingon, which is not known here' },
  ]);
});

test('XML is read as text, and that its schema was not asked is said', () => {
  const operation = operationOf({ body: bodyOf('application/xml', { type: 'object' }) });
  const reading = read(
    operation,
    { target: '/things', headers: { 'content-type': 'application/xml' }, body: '<a/>' },
    { test: () => () => [{ pointer: '', message: 'no' }] },
  );
  expect(reading).toMatchObject({ values: { body: '<a/>' }, violations: [], unjudged: [{ pointer: '/body' }] });
});

const parts = (lines: string[], schema: Json = true, encoding: Json = {}) =>
  read(operationOf({ body: bodyOf('multipart/form-data', schema, { encoding }) }), {
    target: '/things',
    headers: { 'content-type': 'multipart/form-data; boundary="a b"' },
    body: lines.join('\r\n'),
  });

test('parts are read by what they say of themselves and what the schema knows', () => {
  const schema = {
    type: 'object',
    properties: {
      n: { type: 'integer' },
      o: { type: 'object' },
      l: { type: 'array', items: { type: 'integer' } },
      f: { type: 'string', format: 'binary' },
    },
  };
  const lines = [
    'before all of it',
    '--a b',
    'Content-Disposition: form-data; name="n"',
    '',
    '5',
    '--a b',
    'content-disposition: form-data; name=o',
    '',
    '{"a":1}',
    '--a b  ',
    'Content-Disposition: form-data;',
    ' name="l"',
    '',
    '1',
    '--a b',
    'Content-Disposition: form-data; name="l"',
    '',
    '2',
    '--a b',
    'Content-Disposition: form-data; name="f"; filename="x"; filename*=UTF-8\'\'%C3%BC%22.bin',
    'Content-Type: image/png',
    '',
    '\0\r\n--a',
    '--a b',
    'Content-Disposition: form-data; name="ü%22"',
    '',
    '',
    '--a b--',
    'after',
  ];
  const { values, violations } = parts(lines, schema);
  expect(violations).toEqual([]);
  expect(values.body).toEqual({
    n: 5,
    o: { a: 1 },
    l: [1, 2],
    f: { bytes: new Uint8Array([0, 13, 10, 45, 45, 97]), name: 'ü".bin', type: 'image/png' },
    'ü"': '',
  });
});

test('a part without a file name is bytes where its schema has bytes', () => {
  const lines = ['--a b', 'Content-Disposition: form-data; name="f"', '', '5', '--a b--'];
  const schema = { type: 'object', properties: { f: { type: 'string', format: 'binary' } } };
  expect(parts(lines, schema).values.body).toEqual({ f: { bytes: new Uint8Array([53]) } });
  expect(parts(lines).values.body).toEqual({ f: '5' });
});

test.each<[string, string[], string]>([
  ['without a boundary in it', ['text'], '/body'],
  ['that breaks off', ['--a b', 'Content-Disposition: form-data; name="a"', '', 'x'], '/body'],
  ['with a part that has no name', ['--a b', 'Content-Disposition: form-data', '', 'x', '--a b--'], '/body'],
  [
    'with a text that stands twice',
    [
      '--a b',
      'Content-Disposition: form-data; name="a"',
      '',
      'x',
      '--a b',
      'Content-Disposition: form-data; name="a"',
      '',
      'x',
      '--a b--',
    ],
    '/body/a',
  ],
  [
    'with a part of another media type',
    ['--a b', 'Content-Disposition: form-data; name="f"; filename=f', 'Content-Type: text/html', '', 'x', '--a b--'],
    '/body/f',
  ],
  [
    'with JSON that is none',
    ['--a b', 'Content-Disposition: form-data; name="o"', 'Content-Type: application/json', '', '{', '--a b--'],
    '/body/o',
  ],
])('a form of parts %s is a violation', (_name, lines, pointer) => {
  const schema = { type: 'object', properties: { a: { type: 'string' }, o: { type: 'object' } } };
  expect(parts(lines, schema, { f: { contentType: 'image/png, image/*' } }).violations).toMatchObject([
    { kind: 'body', pointer },
  ]);
});

test('files are texts to a schema, a character for each byte', () => {
  const seen: unknown[] = [];
  const operation = operationOf({ body: bodyOf('image/png', { type: 'string', maxLength: 2 }) });
  read(
    operation,
    { target: '/things', headers: { 'content-type': 'image/png' }, body: new Uint8Array([0xff, 0]) },
    { test: () => (value) => (seen.push(value), []) },
  );
  expect(seen).toEqual(['\xff\0']);
});

test('a form is read by its schema: lists from several fields, objects from JSON, and what stands twice is told', () => {
  const schema = {
    type: 'object',
    properties: {
      n: { type: 'integer' },
      l: { type: ['array', 'null'], items: { type: 'integer' } },
      o: { type: 'object' },
    },
  };
  const operation = operationOf({ body: bodyOf('application/x-www-form-urlencoded', schema) });
  const readForm = (body: string) =>
    read(operation, { target: '/things', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  expect(readForm('n=1&l=1&o=%7B%22a%22:1%7D&x=a+b').values.body).toEqual({ n: 1, l: [1], o: { a: 1 }, x: 'a b' });
  expect(readForm('n=1&n=2&l=x').violations.map(({ pointer }) => pointer)).toEqual(['/body/n', '/body/l/0']);
});
