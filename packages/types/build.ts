/** Generates the types: of the whole document, and of the arguments and answer of each call. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { banner, callsDocument } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';

// As CommonJS, the compiler that it needs loads in half of the time.
const { default: openapiTS, astToString } = createRequire(import.meta.url)(
  'openapi-typescript',
) as typeof import('openapi-typescript');

const dist = new URL('dist/', import.meta.url);
const head = banner('openapi-typescript', contract);

const write = (name: string, text: string): Promise<void> => writeFile(new URL(name, dist), head + text);

await mkdir(dist, { recursive: true });
const bundled = new URL(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
const calls = await openapiTS(callsDocument(contract), { rootTypes: true, rootTypesNoSchemaPrefix: true });
const stamp = `{ version: ${JSON.stringify(contract.stamp.version)}, hash: ${JSON.stringify(contract.stamp.hash)} }`;

await write(
  'index.d.ts',
  `${astToString(await openapiTS(bundled))}export declare const stamp: ${stamp.replace(',', ';')};\n`,
);
await write('index.js', `export const stamp = ${stamp};\n`);
await write('calls.d.ts', astToString(calls));
await write('calls.js', 'export {};\n');
