import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { read, reader, type Received } from '../../src/codec/index.ts';
import { bodyOf, operationOf } from './operation.ts';

const numbers = { type: 'array', items: { type: 'integer' } };
const texts = { type: 'array', items: { type: 'string' } };
const record = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } } };
const request = (more: Partial<Received>): Received => ({ target: '/things', headers: {}, ...more });
const query = (schema: Json, search: string, more: Json = {}) =>
  read(
    operationOf({ parameters: [{ name: 'q', in: 'query', schema, ...more }] }),
    request({ target: `/things?${search}` }),
  );
const placesOf = ({ violations }: ReturnType<typeof read>): string[] => violations.map(({ pointer }) => pointer);

test.each<[string, Json, string, Json, string[]]>([
  ['a value that stands twice', { type: 'string' }, 'q=a&q=b', {}, ['/query/q']],
  ['a list that is written apart and should not be', texts, 'q=a&q=b', { explode: false }, ['/query/q']],
  ['a list with commas that should be written apart', numbers, 'q=1,2', {}, ['/query/q/0']],
  [
    'a list with commas that should have pipes',
    numbers,
    'q=1,2',
    { style: 'pipeDelimited', explode: false },
    ['/query/q/0'],
  ],
  [
    'a list with pipes that should have blanks',
    numbers,
    'q=1|2',
    { style: 'spaceDelimited', explode: false },
    ['/query/q/0'],
  ],
  ['an item of another type', numbers, 'q=1&q=x', {}, ['/query/q/1']],
  ['a member of another type', record, 'a=x&b=y', {}, ['/query/q/a']],
  ['a member that stands twice', record, 'q=a,1,a,2', { explode: false }, ['/query/q/a']],
  ['a name without a value', record, 'q=a,1,b', { explode: false }, ['/query/q']],
  ['a deep object without brackets', record, 'q=1', { style: 'deepObject' }, ['/query/q']],
  ['a deep object without a closing bracket', record, 'q[a=1', { style: 'deepObject' }, ['/query/q']],
  ['a member of a deep object that stands twice', record, 'q[a]=1&q[a]=2', { style: 'deepObject' }, ['/query/q/a']],
  ['a deep object that is deeper than its schema', record, 'q[a][b]=1', { style: 'deepObject' }, ['/query/q/a']],
  ['a number with a zero before it', { type: 'integer' }, 'q=007', {}, ['/query/q']],
  ['a number that is larger than any', { type: 'number' }, 'q=1e999', {}, ['/query/q']],
  ['an empty number', { type: 'integer' }, 'q=', {}, ['/query/q']],
  ['a percent sign that encodes nothing', { type: 'string' }, 'q=%zz', {}, ['/query/q']],
  ['bytes that are not UTF-8', { type: 'string' }, 'q=%FF', {}, ['/query/q']],
  ['the same in a member of an odd name', { type: 'object' }, 'a/b=%FF', {}, ['/query/q/a~1b']],
  ['what is no JSON', true, 'q=%7B', { mediaType: 'application/json' }, ['/query/q']],
  ['what is required and not there', { type: 'string' }, 'p=1', { required: true }, ['/query/q']],
])('%s is a violation, and its place is told', (_name, schema, search, more, places) => {
  expect(placesOf(query(schema, search, more))).toEqual(places);
});

test.each<[string, Json, string, Json, Json]>([
  ['a number', { type: 'integer' }, 'q=5', {}, 5],
  ['a number beyond 2^53 is the nearest', { type: 'integer', format: 'int64' }, 'q=9223372036854775807', {}, 2 ** 63],
  ['types through allOf', { allOf: [{ description: 'x' }, { type: 'integer' }] }, 'q=5', {}, 5],
  ['types through oneOf', { oneOf: [{ type: 'integer' }, { type: 'boolean' }] }, 'q=true', {}, true],
  ['types through an enum', { enum: [1, 2] }, 'q=2', {}, 2],
  ['one value for a list or a text', { anyOf: [{ type: 'string' }, texts] }, 'q=a', {}, 'a'],
  ['two values for a list or a text', { anyOf: [{ type: 'string' }, texts] }, 'q=a&q=b', {}, ['a', 'b']],
  ['null, where no text is allowed', { type: ['integer', 'null'] }, 'q=null', {}, null],
  ['a silent schema, which guesses nothing', true, 'q=5', {}, '5'],
  ['a silent schema with several', true, 'q=5&q=6', {}, ['5', '6']],
  ['a plus sign as a blank', { type: 'string' }, 'q=a+b%2Bc', {}, 'a b+c'],
  ['an empty value where one is allowed', { type: 'integer' }, 'q=', { allowEmptyValue: true }, ''],
  ['an empty value without an equals sign', { type: 'integer' }, 'q', { allowEmptyValue: true }, ''],
  ['pipes as they are', texts, 'q=a|b', { style: 'pipeDelimited', explode: false }, ['a', 'b']],
  ['blanks as plus signs', texts, 'q=a+b', { style: 'spaceDelimited', explode: false }, ['a', 'b']],
  ['a comma in an encoded member', texts, 'q=a%2Cb,c', { explode: false }, ['a,b', 'c']],
  [
    'a list in brackets that its schema has',
    { type: 'object', properties: { a: texts } },
    'q[a][]=x&q[a][]=y',
    { style: 'deepObject' },
    { a: ['x', 'y'] },
  ],
  [
    'a name that every object has',
    { type: 'object' },
    'q[__proto__]=1',
    { style: 'deepObject' },
    JSON.parse('{"__proto__":"1"}'),
  ],
])('%s is read by its schema', (_name, schema, search, more, value) => {
  expect(query(schema, search, more)).toMatchObject({ values: { query: { q: value } }, violations: [] });
});

test('an exploded object takes what no other parameter or key has a claim to', () => {
  const operation = operationOf({
    parameters: [
      { name: 'filter', in: 'query', schema: { type: 'object' } },
      { name: 'page', in: 'query', schema: { type: 'integer' } },
      { name: 'deep', in: 'query', schema: { type: 'object' }, style: 'deepObject' },
    ],
    security: [[{ scheme: 'key', type: 'apiKey', in: 'query', name: 'api_key' }]],
  });
  const { values, violations } = read(operation, request({ target: '/things?a=1&page=2&deep[x]=3&api_key=k' }));
  expect(violations).toEqual([]);
  expect(values.query).toEqual({ filter: { a: '1' }, page: 2, deep: { x: '3' } });
});

test('the alternative that the test takes is the one that is read', () => {
  const schema = {
    oneOf: [
      { type: 'integer', maximum: 9 },
      { type: 'string', minLength: 2 },
    ],
  };
  const operation = operationOf({ parameters: [{ name: 'q', in: 'query', schema }] });
  const isKept = (each: Json, value: Json): boolean => {
    if (each.allOf) return each.allOf.every((part: Json) => isKept(part, value));
    if (each.oneOf) return each.oneOf.filter((part: Json) => isKept(part, value)).length === 1;
    if (each.type === undefined) return true;
    return each.type === 'integer'
      ? Number.isInteger(value) && value <= 9
      : typeof value === 'string' && value.length >= 2;
  };
  const readOne = reader(operation, {
    test: (each) => (value) => (isKept(each, value) ? [] : [{ pointer: '', message: 'no' }]),
  });
  expect(readOne(request({ target: '/things?q=7' })).values.query).toEqual({ q: 7 });
  expect(readOne(request({ target: '/things?q=12' })).values.query).toEqual({ q: '12' });
  expect(readOne(request({ target: '/things?q=x' })).violations).toMatchObject([
    { pointer: '/query/q', code: 'schema' },
  ]);
});

test('what is decoded and what the schema says make one list, and each schema is asked for once', () => {
  const asked: Json[] = [];
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const operation = operationOf({
    parameters: [
      { name: 'id', in: 'path', schema: { type: 'integer' } },
      { name: 'q', in: 'query', schema: { type: 'integer' } },
    ],
    body: bodyOf('application/json', schema),
  });
  const readOne = reader(operation, {
    test: (each) => {
      asked.push(each);
      return () => [{ pointer: '/a', message: 'is no integer' }];
    },
  });
  const sent = request({ target: '/things/x?q=1', headers: { 'content-type': 'application/json' }, body: '{"a":"x"}' });
  expect(placesOf(readOne(sent))).toEqual(['/path/id', '/query/q/a', '/body/a']);
  readOne(sent);
  expect(asked).toEqual([{ type: 'integer' }, schema]);
});

test('what a test cannot tell is no violation, and said', () => {
  const operation = operationOf({ parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] });
  const test = () => () => [{ pointer: '', message: 'takes too long', isUndecided: true as const }];
  const { violations, unjudged } = read(operation, request({ target: '/things?q=a' }), { test });
  expect([violations, unjudged]).toEqual([[], [{ pointer: '/query/q', message: 'takes too long' }]]);
});

test.each<[string, string, Json, string, Json]>([
  ['label', 'a.b', { style: 'label' }, '/things/a.b', ['/path/id']],
  ['matrix', 'another name', { style: 'matrix' }, '/things/;x=a', ['/path/id']],
  ['simple', 'nothing', {}, '/things/', ['/path/id']],
  ['simple', 'another path', {}, '/thing/a', ['/path']],
])('a path of style %s with %s is a violation', (_style, _name, more, target, places) => {
  const operation = operationOf({ parameters: [{ name: 'id', in: 'path', schema: { type: 'string' }, ...more }] });
  expect(placesOf(read(operation, request({ target })))).toEqual(places);
});

test('a comma in a text of a path is a comma, and letters may be encoded', () => {
  const operation = operationOf({ parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }] });
  expect(read(operation, request({ target: '/things/a,b' })).values.path).toEqual({ id: 'a,b' });
  expect(read(operation, request({ target: '/%74hings/%41' })).values.path).toEqual({ id: 'A' });
});

test('a template with several names in one segment is taken apart', () => {
  const parameters = ['base', 'head'].map((name) => ({ name, in: 'path', schema: { type: 'string' } }));
  const operation = operationOf({ path: '/compare/{base}...{head}', parameters });
  expect(read(operation, request({ target: '/compare/v1.0...main' })).values.path).toEqual({
    base: 'v1.0',
    head: 'main',
  });
});

test('headers are found in any case, lists of them in one line or several, and what stands twice is a violation', () => {
  const operation = operationOf({
    parameters: [
      { name: 'X-List', in: 'header', schema: texts },
      { name: 'X-One', in: 'header', schema: { type: 'string' } },
      { name: 'Content-Type', in: 'header', schema: { type: 'integer' } },
    ],
  });
  const headers: [string, string][] = [
    ['x-LIST', 'a , b'],
    ['X-List', 'c'],
    ['Content-Type', 'text/plain'],
    ['x-one', 'a'],
    ['X-One', 'b'],
  ];
  const { values, violations } = read(operation, request({ headers }));
  expect(values.header).toMatchObject({ 'X-List': ['a', 'b', 'c'] });
  expect(violations).toMatchObject([{ kind: 'header', pointer: '/header/X-One' }]);
  expect(read(operation, request({ headers: { 'X-LIST': ['a', 'b'] } })).values.header).toEqual({
    'X-List': ['a', 'b'],
  });
});

test('cookies of others are nobody’s fault', () => {
  const operation = operationOf({ parameters: [{ name: 'a', in: 'cookie', schema: { type: 'integer' } }] });
  const { values, violations } = read(operation, request({ headers: { cookie: '%=x; a=1;b="%"; c' } }));
  expect([values.cookie, violations]).toEqual([{ a: 1 }, []]);
});

test('names that every object has are names like others', () => {
  const parameters = ['path', 'query', 'header', 'cookie'].map((place) => ({
    name: 'constructor',
    in: place,
    schema: { type: 'string' },
  }));
  const operation = operationOf({ parameters });
  const sent = request({ target: '/things/a?constructor=b', headers: { constructor: 'c', cookie: 'constructor=d' } });
  const { values, violations } = read(operation, sent);
  expect(violations).toEqual([]);
  expect(values).toEqual({
    path: { constructor: 'a' },
    query: { constructor: 'b' },
    header: { constructor: 'c' },
    cookie: { constructor: 'd' },
  });
  expect(Object.keys(read(operation, request({ target: '/things/a' })).values)).toEqual(['path']);
});
