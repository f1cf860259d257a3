/** Generates the types: of the whole document, and of the arguments and answer of each call. */
import { mkdir, writeFile } from 'node:fs/promises';
import { banner, callsTypes, documentTypes } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';

const dist = new URL('dist/', import.meta.url);
const head = banner('openapi-typescript', contract);

const write = (name: string, text: string): Promise<void> => writeFile(new URL(name, dist), head + text);

await mkdir(dist, { recursive: true });
const stamp = `{ version: ${JSON.stringify(contract.stamp.version)}, hash: ${JSON.stringify(contract.stamp.hash)} }`;

await write(
  'index.d.ts',
  `${documentTypes(contract.bundled)}export declare const stamp: ${stamp.replace(',', ';')};\n`,
);
await write('index.js', `export const stamp = ${stamp};\n`);
await write('calls.d.ts', callsTypes(contract));
await write('calls.js', 'export {};\n');
