import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract, type Contract, type Json } from '@cc-gateway/spec';
import { catalogueModule, clientModule } from '../src/index.ts';
import type { Check, Schema } from '../src/runtime/check.ts';
import type { Fault } from '../src/runtime/faults.ts';
import type { Writable, Write } from '@cc-gateway/openapi/codec/write';

/** What the generated modules export, as far as the tests look at it. */
export interface Generated {
  version: string;
  check: Check;
  faultsOf: (check: Check, schema: Schema, value: unknown) => readonly Fault[];
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

/** The generated modules, loaded from a folder that has no packages. */
export async function load(of: Contract): Promise<Generated> {
  const folder = await mkdtemp(join(tmpdir(), 'codegen-'));
  try {
    await writeFile(join(folder, 'generated.mjs'), await clientModule(of, '4.5.6'));
    await writeFile(join(folder, 'catalogue.mjs'), await catalogueModule(of));
    const { faultsOf } = (await import(join(folder, 'catalogue.mjs'))) as Generated;
    return { ...((await import(join(folder, 'generated.mjs'))) as Generated), faultsOf };
  } finally {
    await rm(folder, { recursive: true });
  }
}
