import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '@cc-gateway/spec';
import {
  createFinalURL,
  defaultPathSerializer,
  serializeArrayParam,
  serializeObjectParam,
  serializePrimitiveParam,
} from 'openapi-fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../src/runtime/faults.ts';
import type { Written } from '@cc-gateway/openapi/codec/write';
import { forms, schemaOf, type Form } from '@cc-gateway/testing/forms';
import { contractOf, load, type Generated } from './generated.ts';
import { prismOf, type Reads } from '@cc-gateway/testing/prism';
import { readBack } from './read-back.ts';

const pathOf = ({ parameter }: Form, index: number): string =>
  parameter.in === 'path' ? `/form${index}/{${parameter.name}}` : `/form${index}`;

/** Every form as an operation of its own, whose parameter has that one value. */
const paths = Object.fromEntries(
  forms.map((form, index) => {
    const { content, ...rest } = form.parameter;
    const schema = schemaOf(form.value);
    const parameter = content ? { ...rest, content: { 'application/json': { schema } } } : { ...rest, schema };
    const get = { operationId: `form${index}`, parameters: [parameter], responses: { 200: { description: 'read' } } };
    return [pathOf(form, index), { get }];
  }),
);

let generated: Generated;
let prism: Reads;
let plain: ReturnType<typeof createServer>;
let seen: IncomingMessage | undefined;
let plainOrigin: string;
beforeAll(async () => {
  const contract = contractOf(paths);
  generated = await load(contract);
  prism = await prismOf(contract.document);
  plain = createServer((request, response) => {
    seen = request;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  plainOrigin = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
});
afterAll(() => void plain.close());

function written(index: number, value: Json): Written | Fault[] {
  const { name, in: place } = forms[index]!.parameter;
  return generated.write(generated.operations[index], { [place]: { [name]: value } });
}

const wireOf = ({ parameter }: Form, target: string, headers: Record<string, unknown>): string => {
  if (parameter.in === 'path') return target.slice(target.indexOf('/', 1));
  if (parameter.in === 'query') return target.slice(target.indexOf('?'));
  return String(headers[parameter.in === 'cookie' ? 'cookie' : 'color'] ?? headers['Cookie']);
};

test.each(forms.map((form, index) => [form.wire, form, index] as const))('%s', async (wire, form, index) => {
  const request = written(index, form.value) as Written;
  expect(wireOf(form, request.target, request.headers)).toBe(wire);

  // A server reads it back from what arrives.
  await fetch(plainOrigin + request.target, { headers: request.headers });
  expect(readBack(form.parameter, form.value, wireOf(form, seen!.url!, seen!.headers))).toEqual(form.value);

  expect(await prism(request, 'GET')).toBe(form.prism === undefined);

  if (form.peer) expect(peerOf(form, index)).not.toBe(request.target);
  else expect(peerOf(form, index)).toBe(request.target);
});

test.each<[string, Json, Json]>([
  ['a list that holds what stands between its members', { explode: false, in: 'query' }, ['a,b', 'c']],
  ['an empty member', { explode: false, in: 'query' }, ['', 'c']],
  ['a list in a list', { in: 'query' }, [['a']]],
  ['nothing', { in: 'query' }, null],
  ['an atom as a deep object', { in: 'query', style: 'deepObject' }, 'a'],
  ['null in a deeper object', { in: 'query', style: 'deepObject' }, { a: { b: null } }],
  ['a dot in a list between dots', { in: 'path', style: 'label', explode: true }, ['1.0', '2']],
  ['an empty list in a path', { in: 'path' }, []],
  ['a number that is none', { in: 'query' }, NaN],
  ['a line break in a header', { in: 'header' }, 'a\r\nb'],
  ['blanks at the end of a header', { in: 'header' }, 'a '],
  ['letters beyond ASCII in a header', { in: 'header' }, 'ü'],
  ['a list of several in a cookie, exploded', { in: 'cookie', explode: true }, ['a', 'b']],
])('%s is not written, and the argument is named', async (_name, more, value) => {
  const path = more.in === 'path' ? '/{color}' : '/';
  const parameter = { name: 'color', required: true, schema: {}, ...more };
  const get = { parameters: [parameter], responses: { 200: { description: 'read' } } };
  const { write, operations } = await load(contractOf({ [path]: { get } }));
  expect(write(operations[0], { [more.in as 'query']: { color: value } })).toEqual([[['color'], expect.any(String)]]);
});

test('an empty list is left out of a query, as RFC 6570 has it', () => {
  const index = forms.findIndex(({ wire }) => wire === '?color=blue,black,brown');
  expect(written(index, [])).toMatchObject({ target: `/form${index}` });
});

/** The target as openapi-fetch writes it, told the style. */
function peerOf({ parameter, value }: Form, index: number): string | undefined {
  const { name, in: place, style = place === 'path' ? 'simple' : 'form', allowReserved = false } = parameter;
  const { explode = place === 'query', content } = parameter;
  if (place === 'header' || place === 'cookie' || content) return undefined;
  const options = { style, explode, allowReserved } as never;
  const text = (): string => {
    if (Array.isArray(value)) return serializeArrayParam(name, value, options);
    return typeof value === 'object'
      ? serializeObjectParam(name, value, options)
      : serializePrimitiveParam(name, value, options);
  };
  const template = `/form${index}${place === 'path' ? `/{${{ label: '.', matrix: ';' }[style as string] ?? ''}${name}${explode ? '*' : ''}}` : ''}`;
  return createFinalURL(template, {
    baseUrl: '',
    params: { path: { [name]: value }, query: {} },
    querySerializer: () => (place === 'query' ? text() : ''),
    pathSerializer: defaultPathSerializer,
  });
}

test.each<[string, Json, string]>([
  ['application/x-www-form-urlencoded', { a: ['1', '2 &'], b: 'ü' }, '?a=1&a=2+%26&b=%C3%BC'],
  ['application/json', { a: 1 }, '?%7B%22a%22%3A1%7D'],
  ['text/plain', 'a b', '?a%20b'],
])('the whole query is written in %s', async (mediaType, value, wire) => {
  const parameters = [{ name: 'filter', in: 'querystring', content: { [mediaType]: { schema: {} } } }];
  const get = { parameters, responses: { 200: { description: 'read' } } };
  const { write, operations } = await load(contractOf({ '/': { get } }, { openapi: '3.2.0' }));
  expect(write(operations[0], { querystring: { filter: value } })).toMatchObject({ target: `/${wire}` });
});
