import { prismOf, type Reads } from '@cc-gateway/testing/prism';
import { beforeAll, expect, test } from 'vitest';
import { reader } from '../../src/codec/index.ts';
import { readDocument, testsOf, type Operation } from '../../src/index.ts';
import { broken } from './broken.ts';
import { sound } from './sound.ts';

const all = [...sound, ...broken];
const document = {
  openapi: '3.1.1',
  info: { title: 'Requests', version: '1' },
  paths: Object.fromEntries(
    all.map(({ operation }, index) => {
      const { scheme, ...rest } = operation;
      const security = scheme && { security: [{ [`key${index}`]: [] }] };
      return [`/sent${index}`, { post: { ...rest, ...security, responses: { 200: { description: 'read' } } } }];
    }),
  ),
  components: {
    securitySchemes: Object.fromEntries(
      all.flatMap(({ operation }, index) => (operation.scheme ? [[`key${index}`, operation.scheme]] : [])),
    ),
  },
};

let operations: readonly Operation[];
let prism: Reads;
beforeAll(async () => {
  ({ operations } = readDocument(document));
  prism = await prismOf(document);
});

test.each(all.map((each, index) => [each.name, each, index] as const))(
  '%s is judged as its document has it; by Prism too, or it is known why not',
  async (_name, { target = '', headers = {}, body, prism: reason }, index) => {
    const isSound = index < sound.length;
    const request = { target: `/sent${index}${target}`, headers, ...(body !== undefined && { body }) };
    const { violations, unjudged } = reader(operations[index]!, { test: testsOf() })(request);
    expect([violations.length, unjudged]).toEqual([isSound ? 0 : 1, []]);
    expect(await prism(request, 'POST')).toBe(reason === undefined ? isSound : !isSound);
  },
);
