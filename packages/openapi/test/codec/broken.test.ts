import { prismOf, type Reads } from '@cc-gateway/testing/prism';
import { beforeAll, expect, test } from 'vitest';
import { reader } from '../../src/codec/index.ts';
import { readDocument, testsOf, type Operation } from '../../src/index.ts';
import { broken } from './broken.ts';

const document = {
  openapi: '3.1.1',
  info: { title: 'Broken', version: '1' },
  paths: Object.fromEntries(
    broken.map(({ operation }, index) => {
      const { scheme, ...rest } = operation;
      const security = scheme && { security: [{ [`key${index}`]: [] }] };
      return [`/broken${index}`, { post: { ...rest, ...security, responses: { 200: { description: 'read' } } } }];
    }),
  ),
  components: {
    securitySchemes: Object.fromEntries(
      broken.flatMap(({ operation }, index) => (operation.scheme ? [[`key${index}`, operation.scheme]] : [])),
    ),
  },
};

let operations: readonly Operation[];
let prism: Reads;
beforeAll(async () => {
  ({ operations } = readDocument(document));
  prism = await prismOf(document);
});

test.each(broken.map((each, index) => [each.name, each, index] as const))(
  '%s is seen; by Prism too, or it is known why not',
  async (_name, { target = '', headers = {}, body, prism: reason }, index) => {
    const request = { target: `/broken${index}${target}`, headers, ...(body !== undefined && { body }) };
    expect(reader(operations[index]!, { test: testsOf() })(request).violations).toHaveLength(1);
    expect(await prism(request, 'POST')).toBe(reason !== undefined);
  },
);
