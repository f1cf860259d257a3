/** Generates the types: of the whole document, and of the arguments and answer of each call. */
import { mkdir, writeFile } from 'node:fs/promises';
import { banner, callsDocument } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';
import openapiTS, { astToString } from 'openapi-typescript';

const dist = new URL('dist/', import.meta.url);
const head = banner('openapi-typescript', contract);

await mkdir(dist, { recursive: true });
const bundled = new URL(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
await write('index', await openapiTS(bundled));
await write('calls', await openapiTS(callsDocument(contract), { rootTypes: true, rootTypesNoSchemaPrefix: true }));

async function write(name: string, types: Awaited<ReturnType<typeof openapiTS>>): Promise<void> {
  await writeFile(new URL(`${name}.d.ts`, dist), head + astToString(types));
  await writeFile(new URL(`${name}.js`, dist), `${head}export {};\n`);
}
