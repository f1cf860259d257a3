import { createHash } from 'node:crypto';
import { readContract, type Contract, type Json } from '@cc-gateway/spec';

/** A contract over a document of these paths. */
export function contractOf(paths: Json, more: Json = {}): Contract {
  const document = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths, ...more };
  return readContract(document, {
    version: '1',
    hash: createHash('sha256').update(JSON.stringify(document)).digest('hex'),
  });
}

/** An answer of JSON with this example. */
export const ok = (example: Json = { ok: true }): Json => ({
  200: { description: 'ok', content: { 'application/json': { example } } },
});

/** A required body of one media type. */
export const bodyOf = (mediaType: string, schema: Json = {}): Json => ({
  required: true,
  content: { [mediaType]: { schema } },
});
