import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import { clientModule } from '../src/index.ts';
import type { Check } from '../src/runtime/check.ts';
import type { Writable, Write } from '@cc-gateway/openapi/codec/write';

/** What a generated module exports, as far as the tests look at it. */
export interface Generated {
  version: string;
  check: Check;
  write: Write;
  operations: (Writable & Json)[];
  credentials: Record<string, Json>;
}

/** A contract of some paths, in OpenAPI 3.1.1 unless told. */
export const contractOf = (paths: Json, more: Json = {}): Contract =>
  readContract(structuredClone({ openapi: '3.1.1', info: { title: 'Things', version: '1.2.3' }, paths, ...more }), {
    version: '1.2.3',
    hash: 'b'.repeat(64),
  });

/** A contract of one operation, PUT /things/{id}. */
export const putThing = (parameters: Json[], schema: Json, more: Json = {}, root: Json = {}): Contract =>
  contractOf(
    {
      '/things/{id}': {
        put: {
          operationId: 'putThing',
          parameters,
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: { 200: { description: 'done' } },
          ...more,
        },
      },
    },
    root,
  );

/** The parameter `id` of that operation. */
export const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** The generated module, loaded from a folder that has no packages. */
export async function load(of: Contract): Promise<Generated> {
  const folder = await mkdtemp(join(tmpdir(), 'codegen-'));
  try {
    await writeFile(join(folder, 'generated.mjs'), await clientModule(of, '4.5.6'));
    return (await import(join(folder, 'generated.mjs'))) as Generated;
  } finally {
    await rm(folder, { recursive: true });
  }
}
