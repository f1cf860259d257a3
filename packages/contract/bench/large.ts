import type { Json } from '@cc-gateway/spec';

const size = 500;

/** A document of which every schema leads to every other, with this many operations other than they were. */
export function largeDocument(changed: number): Json {
  const named = (index: number): Json => ({ $ref: `#/components/schemas/Kind${index % size}` });
  const kinds = Array.from({ length: size }, (_, index) => [
    `Kind${index}`,
    {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', maxLength: 5000 },
        ...Object.fromEntries(
          [1, 2, 3, 4, 5, 6].map((step) => [
            `part${step}`,
            { anyOf: [{ type: 'string' }, named(index * step + step)] },
          ]),
        ),
      },
    },
  ]);
  const operation = (index: number): Json => ({
    requestBody: {
      content: {
        'application/json': {
          schema: { type: 'object', properties: { name: { type: 'string', maxLength: index < changed ? 40 : 50 } } },
        },
      },
    },
    responses: { 200: { description: 'Done.', content: { 'application/json': { schema: named(index) } } } },
  });
  const paths = Array.from({ length: size }, (_, index) => [
    `/kinds/${index}`,
    { put: operation(index), post: operation(index + size) },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1.0.0' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(kinds) },
  };
}
