import type { Json } from '../../src/json.ts';

/** An operation, a request for it, and why Prism judges it in another way. */
export interface Sent {
  name: string;
  operation: Json;
  target?: string;
  headers?: Record<string, string>;
  body?: string;
  prism?: string;
}

const numbers = { type: 'array', items: { type: 'integer' } };
const record = { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false };
const query = (schema: Json, more: Json = {}): Json => ({ parameters: [{ name: 'q', in: 'query', schema, ...more }] });
const header = (schema: Json): Json => ({ parameters: [{ name: 'X-Q', in: 'header', schema, required: true }] });
const cookie = (schema: Json): Json => ({ parameters: [{ name: 'c', in: 'cookie', schema, required: true }] });
const body = (type: string, schema: Json): Json => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});
const key = (scheme: Json): Json => ({ scheme });
const form = 'application/x-www-form-urlencoded';

/** Requests that break their document in one way; the codec sees each. */
export const broken: Sent[] = [
  { name: 'a text for a number', operation: query({ type: 'integer' }), target: '?q=x' },
  {
    name: 'a value that stands twice',
    operation: query({ type: 'integer' }),
    target: '?q=1&q=2',
  },
  {
    name: 'an empty number',
    operation: query({ type: 'integer' }),
    target: '?q=',
    prism: 'it takes an empty value for none',
  },
  { name: 'a list with commas, exploded', operation: query(numbers), target: '?q=1,2' },
  {
    name: 'a list apart, not exploded',
    operation: query(numbers, { explode: false }),
    target: '?q=1&q=2',
    prism: 'it reads lists apart in any form',
  },
  { name: 'commas for pipes', operation: query(numbers, { style: 'pipeDelimited', explode: false }), target: '?q=1,2' },
  {
    name: 'a member that is not documented',
    operation: query(record, { style: 'deepObject' }),
    target: '?q%5Bb%5D=1',
    prism: 'it reads documented members alone',
  },
  { name: 'a member of another type', operation: query(record, { style: 'deepObject' }), target: '?q%5Ba%5D=x' },
  {
    name: 'no JSON',
    operation: { parameters: [{ name: 'q', in: 'query', content: { 'application/json': { schema: {} } } }] },
    target: '?q=%7B',
    prism: 'it does not read content',
  },
  { name: 'a header of another type', operation: header({ type: 'integer' }), headers: { 'x-q': 'a' } },
  { name: 'a header that is missing', operation: header({ type: 'integer' }) },
  { name: 'an item of a header of another type', operation: header(numbers), headers: { 'x-q': '1,a' } },
  {
    name: 'a cookie of another type',
    operation: cookie({ type: 'integer' }),
    headers: { Cookie: 'c=a' },
    prism: 'it does not read cookies',
  },
  { name: 'a cookie that is missing', operation: cookie({ type: 'integer' }), prism: 'it does not read cookies' },
  { name: 'no body', operation: body('application/json', {}) },
  {
    name: 'a body of another type',
    operation: body('application/json', { type: 'object' }),
    headers: { 'Content-Type': 'application/json' },
    body: '1',
  },
  {
    name: 'another media type',
    operation: body('application/json', { type: 'integer' }),
    headers: { 'Content-Type': 'text/plain' },
    body: '1',
  },
  {
    name: 'a field of another type',
    operation: body(form, { type: 'object', properties: { n: { type: 'integer' } } }),
    headers: { 'Content-Type': form },
    body: 'n=x',
  },
  {
    name: 'a field that stands twice',
    operation: body(form, { type: 'object', properties: { n: { type: 'integer' } } }),
    headers: { 'Content-Type': form },
    body: 'n=1&n=2',
    prism: 'it takes one of them',
  },
  { name: 'no key', operation: key({ type: 'apiKey', in: 'header', name: 'X-Key' }) },
  { name: 'no key in a query', operation: key({ type: 'apiKey', in: 'query', name: 'key' }) },
  { name: 'no key in a cookie', operation: key({ type: 'apiKey', in: 'cookie', name: 'key' }) },
  { name: 'no login', operation: key({ type: 'http', scheme: 'basic' }) },
  {
    name: 'a login that is none',
    operation: key({ type: 'http', scheme: 'basic' }),
    headers: { authorization: 'Basic !' },
  },
  {
    name: 'a token for a login',
    operation: key({ type: 'http', scheme: 'basic' }),
    headers: { authorization: 'Bearer a' },
  },
];
