import type { Json } from '../../src/json.ts';
import type { Sent } from './broken.ts';

const query = (schema: Json, more: Json = {}): Json => ({ parameters: [{ name: 'q', in: 'query', schema, ...more }] });
const header = (schema: Json, name = 'X-Q'): Json => ({ parameters: [{ name, in: 'header', schema }] });
const body = (type: string, schema: Json = {}): Json => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});
const integer = { type: 'integer' };
const list = { type: 'array', items: integer };
const sent = (type: string): Record<string, string> => ({ 'Content-Type': type });
const anything = { type: ['null', 'boolean', 'integer', 'string'] };
const parts = (disposition: string, more = ''): string =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n5\r\n--b--\r\n`;
const isForm = { type: 'object', required: ['n'], properties: { n: integer } };
const multipart = sent('multipart/form-data; boundary=b');

/** Requests that keep their document; the codec finds nothing in any of them. */
export const sound: Sent[] = [
  {
    name: 'a number beyond 2^53',
    operation: query({ type: 'integer', format: 'int64' }),
    target: '?q=9223372036854775807',
    prism: 'it holds the nearest double to the bounds of int64',
  },
  { name: 'one value for a list or a number', operation: query({ anyOf: [list, integer] }), target: '?q=1' },
  { name: 'two values for a list or a number', operation: query({ anyOf: [list, integer] }), target: '?q=1&q=2' },
  {
    name: 'a list between blanks',
    operation: query(list, { style: 'spaceDelimited', explode: false }),
    target: '?q=1%202',
    prism: 'it looks for %20 in what it has decoded',
  },
  {
    name: 'a list between plus signs',
    operation: query(list, { style: 'spaceDelimited', explode: false }),
    target: '?q=1+2',
    prism: 'it looks for %20 in what it has decoded',
  },
  { name: 'an empty value where one is allowed', operation: query(integer, { allowEmptyValue: true }), target: '?q=' },
  {
    name: 'a name in capitals',
    operation: query({ type: 'object', properties: { A: integer } }, { style: 'deepObject' }),
    target: '?q%5BA%5D=1',
  },
  { name: 'a list in a header that is left out', operation: header(list), prism: 'it takes nothing apart, and fails' },
  {
    name: 'a header that OpenAPI leaves to other places',
    operation: header(integer, 'Accept'),
    headers: { Accept: '*/*' },
    prism: 'it holds it to its schema all the same',
  },
  {
    name: 'false',
    operation: body('application/json', anything),
    headers: sent('application/json'),
    body: 'false',
    prism: 'it takes it for no body',
  },
  {
    name: 'zero',
    operation: body('application/json', anything),
    headers: sent('application/json'),
    body: '0',
    prism: 'it takes it for no body',
  },
  {
    name: 'an empty text',
    operation: body('application/json', anything),
    headers: sent('application/json'),
    body: '""',
    prism: 'it takes it for no body',
  },
  {
    name: 'null',
    operation: body('application/json', anything),
    headers: sent('application/json'),
    body: 'null',
    prism: 'it takes it for no body',
  },
  {
    name: 'JSON of a range',
    operation: body('application/*+json', integer),
    headers: sent('application/merge-patch+json'),
    body: '1',
  },
  { name: 'JSON of any range', operation: body('*/*', integer), headers: sent('application/json'), body: '1' },
  {
    name: 'an empty text as a body',
    operation: body('text/plain', { type: 'string' }),
    headers: sent('text/plain'),
    body: '',
    prism: 'it takes it for no body',
  },
  {
    name: 'a number as text',
    operation: body('text/plain', integer),
    headers: sent('text/plain'),
    body: '5',
    prism: 'it leaves it a text',
  },
  {
    name: 'a form',
    operation: body('application/x-www-form-urlencoded', isForm),
    headers: sent('application/x-www-form-urlencoded'),
    body: 'n=5',
  },
  {
    name: 'a list in a form',
    operation: body('application/x-www-form-urlencoded', { type: 'object', properties: { n: list } }),
    headers: sent('application/x-www-form-urlencoded'),
    body: 'n=5&n=6',
    prism: 'it takes one of them',
  },
  { name: 'a part', operation: body('multipart/form-data', isForm), headers: multipart, body: parts('name="n"') },
  {
    name: 'a part of JSON',
    operation: body('multipart/form-data', isForm),
    headers: multipart,
    body: parts('name="n"', 'Content-Type: application/json\r\n'),
  },
  {
    name: 'a file of a name beyond ASCII',
    operation: body('multipart/form-data', { type: 'object', properties: { f: { type: 'string', format: 'binary' } } }),
    headers: multipart,
    body: parts("name=f; filename*=UTF-8''%C3%BC"),
    prism: 'it does not read it, and fails',
  },
  {
    name: 'a token',
    operation: { scheme: { type: 'http', scheme: 'bearer' } },
    headers: { authorization: 'Bearer a' },
  },
  {
    name: 'a token of a scheme in small letters',
    operation: { scheme: { type: 'http', scheme: 'bearer' } },
    headers: { authorization: 'bearer a' },
    prism: 'it reads the names of schemes by their letters',
  },
  {
    name: 'a scheme that the document has in capitals',
    operation: { scheme: { type: 'http', scheme: 'Basic' } },
    headers: { authorization: 'Basic YTpi' },
  },
  {
    name: 'Digest',
    operation: { scheme: { type: 'http', scheme: 'digest' } },
    headers: { authorization: 'Digest username="a", realm="r", nonce="n", uri="/", response="0"' },
    prism: 'it wants nothing but small letters and digits between quotes',
  },
  {
    name: 'a token of OAuth',
    operation: {
      scheme: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: {} } } },
    },
    headers: { authorization: 'Bearer a' },
  },
  { name: 'a certificate', operation: { scheme: { type: 'mutualTLS' } }, prism: 'it knows no such scheme, and fails' },
];
