import { forms, schemaOf, type Form } from '@cc-gateway/testing/forms';
import { prismOf, type Reads } from '@cc-gateway/testing/prism';
import { beforeAll, expect, test } from 'vitest';
import { reader, write, type Request } from '../../src/codec/index.ts';
import { readDocument, testsOf, type Operation } from '../../src/index.ts';

const pathOf = ({ parameter }: Form, index: number): string =>
  parameter.in === 'path' ? `/form${index}/{${parameter.name}}` : `/form${index}`;

const document = {
  openapi: '3.2.0',
  info: { title: 'Forms', version: '1' },
  paths: Object.fromEntries(
    forms.map((form, index) => {
      const { content, ...rest } = form.parameter;
      const schema = schemaOf(form.value);
      const parameter = content ? { ...rest, content: { 'application/json': { schema } } } : { ...rest, schema };
      return [pathOf(form, index), { get: { parameters: [parameter], responses: { 200: { description: 'read' } } } }];
    }),
  ),
};

let operations: readonly Operation[];
let prism: Reads;
beforeAll(async () => {
  ({ operations } = readDocument(document));
  prism = await prismOf({ ...document, openapi: '3.1.1' });
});

const requestOf = ({ parameter, wire }: Form, index: number): Request => {
  const { in: place, name } = parameter;
  const target = `/form${index}${place === 'path' || place === 'query' ? wire : ''}`;
  const headers: Record<string, string> =
    place === 'header' ? { [name]: wire } : place === 'cookie' ? { Cookie: wire } : {};
  return { method: 'GET', target, headers };
};

test.each(forms.map((form, index) => [form.wire, form, index] as const))(
  '%s is written as the tables of OpenAPI have it, and read so; Prism reads it or is known not to',
  async (_wire, form, index) => {
    const { in: place, name } = form.parameter;
    const request = requestOf(form, index);
    expect(write(operations[index]!, { [place]: { [name]: form.value } })).toEqual(request);
    const { values, violations } = reader(operations[index]!, { test: testsOf() })(request);
    expect(violations).toEqual([]);
    expect(values).toEqual({ [place]: { [name]: form.value } });
    expect(await prism(request, 'GET')).toBe(form.prism === undefined);
  },
);
