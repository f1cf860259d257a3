// oxlint-disable-next-line no-explicit-any -- parameters and values of any shape
type Json = any;

/** A parameter and a value, and how it goes over the wire. */
export interface Form {
  /** What of the parameter is not the default. */
  parameter: Json;
  value: Json;
  /** The path, query, header or cookie that carries it. */
  wire: string;
  /** Why Prism does not read it as OpenAPI says. */
  prism?: string;
  /** Why openapi-fetch does not write it as OpenAPI says, or cannot be told to. */
  peer?: string;
}

const list = ['blue', 'black', 'brown'];
const map = { R: '100', G: '200', B: '150' };
const color = (place: string, more: Json): Json => ({ name: 'color', in: place, required: true, ...more });
const torn = 'it matches paths by a template that tears commas apart';
const small = 'it reads the names of a query in small letters';
const listsOnly = 'it reads lists only';
const asFetched = 'it encodes neither names nor what stands between members';

/** The style `cookie`, which is new in 3.2: as it is, and a cookie for each member. */
const cookie = (explode: boolean, value: Json) => ({
  parameter: color('cookie', { style: 'cookie', explode }),
  value,
  peer: 'it writes no cookies',
});
const cookies = (value: string, wire: string): Form[] =>
  [false, true].map((explode) => ({ ...cookie(explode, value), wire }));

/** The examples of OpenAPI 3.1.1, https://spec.openapis.org/oas/v3.1.1#style-examples, of 3.2, and what they leave out. */
export const forms: Form[] = [
  { parameter: color('path', {}), value: 'blue', wire: '/blue' },
  { parameter: color('path', {}), value: 'a/b c?#%ü;,.=', wire: '/a%2Fb%20c%3F%23%25%C3%BC%3B%2C.%3D' },
  { parameter: color('path', {}), value: list, wire: '/blue,black,brown', prism: torn },
  { parameter: color('path', { explode: true }), value: list, wire: '/blue,black,brown', prism: torn },
  { parameter: color('path', {}), value: map, wire: '/R,100,G,200,B,150', prism: torn },
  { parameter: color('path', { explode: true }), value: map, wire: '/R=100,G=200,B=150', prism: torn },
  { parameter: color('path', { style: 'label' }), value: 'blue', wire: '/.blue' },
  { parameter: color('path', { style: 'label' }), value: list, wire: '/.blue,black,brown', prism: torn },
  { parameter: color('path', { style: 'label', explode: true }), value: list, wire: '/.blue.black.brown' },
  { parameter: color('path', { style: 'label' }), value: map, wire: '/.R,100,G,200,B,150', prism: torn },
  {
    parameter: color('path', { style: 'label', explode: true }),
    value: map,
    wire: '/.R=100.G=200.B=150',
    prism: 'it looks for commas between the members',
  },
  { parameter: color('path', { style: 'matrix' }), value: 'blue', wire: '/;color=blue' },
  {
    parameter: color('path', { style: 'matrix' }),
    value: '',
    wire: '/;color',
    prism: 'it takes an empty value for none',
    peer: 'it writes an equals sign',
  },
  { parameter: color('path', { style: 'matrix' }), value: list, wire: '/;color=blue,black,brown', prism: torn },
  {
    parameter: color('path', { style: 'matrix', explode: true }),
    value: list,
    wire: '/;color=blue;color=black;color=brown',
  },
  { parameter: color('path', { style: 'matrix' }), value: map, wire: '/;color=R,100,G,200,B,150', prism: torn },
  { parameter: color('path', { style: 'matrix', explode: true }), value: map, wire: '/;R=100;G=200;B=150' },

  { parameter: color('query', {}), value: 'blue', wire: '?color=blue' },
  { parameter: color('query', {}), value: '', wire: '?color=', prism: 'it takes an empty value for none' },
  { parameter: color('query', {}), value: 'a&b=c+d ü#', wire: '?color=a%26b%3Dc%2Bd%20%C3%BC%23' },
  { parameter: color('query', { name: 'co[l]or' }), value: 'blue', wire: '?co%5Bl%5Dor=blue', peer: asFetched },
  { parameter: color('query', {}), value: list, wire: '?color=blue&color=black&color=brown' },
  { parameter: color('query', { explode: false }), value: list, wire: '?color=blue,black,brown' },
  { parameter: color('query', {}), value: map, wire: '?R=100&G=200&B=150', prism: small },
  { parameter: color('query', {}), value: { r: '1', g: '2' }, wire: '?r=1&g=2' },
  { parameter: color('query', { explode: false }), value: map, wire: '?color=R,100,G,200,B,150' },
  {
    parameter: color('query', { style: 'spaceDelimited', explode: false }),
    value: list,
    wire: '?color=blue%20black%20brown',
    prism: 'it looks for %20 in what it has decoded',
  },
  {
    parameter: color('query', { style: 'spaceDelimited', explode: false }),
    value: map,
    wire: '?color=R%20100%20G%20200%20B%20150',
    prism: listsOnly,
    peer: 'it joins with commas',
  },
  {
    parameter: color('query', { style: 'pipeDelimited', explode: false }),
    value: list,
    wire: '?color=blue%7Cblack%7Cbrown',
    peer: 'it writes | as it is',
  },
  {
    parameter: color('query', { style: 'pipeDelimited', explode: false }),
    value: map,
    wire: '?color=R%7C100%7CG%7C200%7CB%7C150',
    prism: listsOnly,
    peer: 'it joins with commas',
  },
  {
    parameter: color('query', { style: 'deepObject', explode: true }),
    value: map,
    wire: '?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
    prism: small,
    peer: asFetched,
  },
  {
    parameter: color('query', { style: 'deepObject', explode: true }),
    value: { r: '1' },
    wire: '?color%5Br%5D=1',
    peer: asFetched,
  },
  { parameter: color('query', { allowReserved: true }), value: "a:/?@!$'()*,;b", wire: "?color=a:/?@!$'()*,;b" },
  {
    parameter: color('query', { allowReserved: true }),
    value: '#[]&=+%',
    wire: '?color=%23%5B%5D%26%3D%2B%25',
    peer: 'it cuts the query short',
  },
  {
    parameter: color('query', { content: { 'application/json': {} } }),
    value: { a: [1, 'ü'] },
    wire: '?color=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D',
    peer: 'it knows no content',
  },

  { parameter: color('header', {}), value: 'blue', wire: 'blue', peer: 'it writes no headers' },
  { parameter: color('header', {}), value: list, wire: 'blue,black,brown', peer: 'it writes no headers' },
  { parameter: color('header', {}), value: map, wire: 'R,100,G,200,B,150', peer: 'it writes no headers' },
  {
    parameter: color('header', { explode: true }),
    value: map,
    wire: 'R=100,G=200,B=150',
    peer: 'it writes no headers',
  },
  {
    parameter: color('header', { content: { 'application/json': {} } }),
    value: { a: 1 },
    wire: '{"a":1}',
    peer: 'it writes no headers',
  },

  { parameter: color('cookie', {}), value: 'blue', wire: 'color=blue', peer: 'it writes no cookies' },
  { parameter: color('cookie', {}), value: 'a b;c', wire: 'color=a%20b%3Bc', peer: 'it writes no cookies' },
  {
    parameter: color('cookie', { explode: false }),
    value: list,
    wire: 'color=blue,black,brown',
    peer: 'it writes no cookies',
  },
  {
    parameter: color('cookie', { explode: false }),
    value: map,
    wire: 'color=R,100,G,200,B,150',
    peer: 'it writes no cookies',
  },
  ...cookies('blue', 'color=blue'),
  ...cookies('a%20b', 'color=a%20b'),
  { ...cookie(false, list), wire: 'color=blue,black,brown' },
  { ...cookie(true, list), wire: 'color=blue; color=black; color=brown' },
  { ...cookie(false, map), wire: 'color=R,100,G,200,B,150' },
  { ...cookie(true, map), wire: 'R=100; G=200; B=150' },
];

/** A schema that nothing but the value of a form keeps: whoever accepts it has read exactly that value. */
export function schemaOf(value: Json): Json {
  if (Array.isArray(value)) return { type: 'array', items: { type: 'string' }, enum: [value] };
  if (typeof value === 'string') return { type: 'string', enum: [value] };
  const properties = Object.fromEntries(Object.keys(value).map((name) => [name, {}]));
  return { type: 'object', properties, enum: [value] };
}
