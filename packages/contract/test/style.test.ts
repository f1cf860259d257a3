import type { Parameter } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { isApart, isSendable, written } from '../src/check/requests/style.ts';

const parameter = (
  place: Parameter['in'],
  style: string,
  explode: boolean,
  more: Partial<Parameter> = {},
): Parameter => ({
  name: 'id',
  in: place,
  required: true,
  schema: true,
  style,
  explode,
  ...more,
});

const list = ['blue', 'black'];
const record = { R: 100, G: 200 };

/** The table of styles in the OpenAPI Specification 3.1.1, 4.8.12.6, for an empty text, a text, a list and an object. */
test.each<[Parameter['in'], string, boolean, string, string | undefined, string | undefined, string | undefined]>([
  ['path', 'matrix', false, ';id', ';id=blue', ';id=blue,black', ';id=R,100,G,200'],
  ['path', 'matrix', true, ';id', ';id=blue', ';id=blue;id=black', ';R=100;G=200'],
  ['path', 'label', false, '-', '.blue', '.blue,black', '.R,100,G,200'],
  ['path', 'label', true, '-', '.blue', '.blue.black', '.R=100.G=200'],
  ['header', 'simple', false, '-', 'blue', 'blue,black', 'R,100,G,200'],
  ['header', 'simple', true, '-', 'blue', 'blue,black', 'R=100,G=200'],
  ['path', 'simple', false, '-', 'blue', 'blue,black', 'R,100,G,200'],
  ['path', 'simple', true, '-', 'blue', 'blue,black', 'R=100,G=200'],
  ['query', 'form', false, 'id=', 'id=blue', 'id=blue,black', 'id=R,100,G,200'],
  ['query', 'form', true, 'id=', 'id=blue', 'id=blue&id=black', 'R=100&G=200'],
  ['cookie', 'form', false, 'id=', 'id=blue', 'id=blue,black', 'id=R,100,G,200'],
  ['cookie', 'form', true, 'id=', 'id=blue', undefined, undefined],
  ['query', 'spaceDelimited', false, '-', undefined, 'id=blue%20black', 'id=R%20100%20G%20200'],
  ['query', 'pipeDelimited', false, '-', undefined, 'id=blue%7Cblack', 'id=R%7C100%7CG%7C200'],
  ['query', 'pipeDelimited', true, '-', undefined, undefined, undefined],
  ['query', 'deepObject', true, '-', undefined, undefined, 'id%5BR%5D=100&id%5BG%5D=200'],
])('in %s, style %s with explode %s', (place, style, explode, empty, text, ofList, ofRecord) => {
  const one = parameter(place, style, explode);
  if (empty !== '-') expect(written(one, '')).toBe(empty);
  expect([written(one, 'blue'), written(one, list), written(one, record)]).toEqual([text, ofList, ofRecord]);
});

test('a value with a media type is written as its content', () => {
  const one = parameter('query', 'form', true, { mediaType: 'application/json' });
  expect(written(one, { a: [1] })).toBe('id=%7B%22a%22%3A%5B1%5D%7D');
  expect(written({ ...one, mediaType: 'text/plain' }, 'a b')).toBe('id=a%20b');
  expect(written({ ...one, mediaType: 'text/plain' }, [1])).toBeUndefined();
});

test('reserved characters stand as they are where they may, but for those that end a value', () => {
  const one = parameter('query', 'form', true);
  expect(written(one, 'a/b?c&d')).toBe('id=a%2Fb%3Fc%26d');
  expect(written({ ...one, allowReserved: true }, 'a/b?c&d#e+f')).toBe('id=a/b?c%26d%23e%2Bf');
});

test('what no reader could take apart is not written', () => {
  expect(written(parameter('query', 'form', false), ['a,b', 'c'])).toBeUndefined();
  expect(written(parameter('query', 'pipeDelimited', false), ['a|b'])).toBeUndefined();
  expect(written(parameter('path', 'label', true), [1.5])).toBeUndefined();
  expect(written(parameter('query', 'deepObject', true), { a: { b: 1 } })).toBeUndefined();
  for (const nothing of [[], {}, null, undefined, [null], [[1]], '\ud800'])
    expect(written(parameter('query', 'form', true), nothing)).toBeUndefined();
});

test('a header holds visible ASCII, and a cookie what is not encoded', () => {
  const header = parameter('header', 'simple', false);
  for (const text of ['', ' a', 'a\nb', 'é', 'a\0']) expect(written(header, text)).toBeUndefined();
  expect(written(header, 'a b')).toBe('a b');
  expect(isSendable(header, 'a b')).toBe(false);
  expect(isSendable(parameter('cookie', 'form', true), 'a;b')).toBe(false);
  expect(isSendable(parameter('cookie', 'form', true), 'a-b')).toBe(true);
  for (const text of ['', '.', '..', 'a/b']) expect(isSendable(parameter('path', 'simple', false), text)).toBe(false);
});

test('where several names share a segment, a value is apart from the others if it holds nothing of what is between', () => {
  const one = parameter('path', 'simple', false);
  for (const [path, value, isIt] of [
    ['/a/{id}-{b}/c-d', '1', true],
    ['/a/{id}-{b}', '-1', false],
    ['/a/{b}.{id}.json', 'x.y', false],
    ['/a/{id}{b}', '1', false],
    ['/a/{id}.json', 'x.json', true],
    ['/a-b/{id}', 'a-b', true],
  ] as const)
    expect([path, value, isApart({ path }, one, value)]).toEqual([path, value, isIt]);
  expect(isApart({ path: '/{id}-{b}' }, parameter('query', 'form', true), 'a-b')).toBe(true);
});
