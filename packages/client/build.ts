/** Generates the module that drives the client: the facts of the contract, and the types of its methods. */
import { mkdir, writeFile } from 'node:fs/promises';
import { clientModule, clientTypes } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';

const dist = new URL('dist/', import.meta.url);
await mkdir(dist, { recursive: true });
await writeFile(new URL('generated.js', dist), await clientModule(contract));
await writeFile(new URL('generated.d.ts', dist), clientTypes(contract));
