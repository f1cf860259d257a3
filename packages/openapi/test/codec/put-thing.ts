import { bodyOf, operationOf } from './operation.ts';

/** The operation of the README. */
export const putThing = operationOf({
  method: 'PUT',
  parameters: [
    { name: 'id', in: 'path', schema: { type: 'string' } },
    { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
  ],
  body: {
    required: true,
    ...bodyOf('application/json', { type: 'object', properties: { size: { type: 'integer' } } }),
  },
  security: [[{ scheme: 'key', type: 'apiKey', in: 'header', name: 'X-Key' }]],
});
