/** Generates the modules that drive the client and its fake: the facts of the contract, and the types of its methods. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { clientModule, clientTypes, examplesModule, examplesTypes, textsModule, textsTypes } from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';
import { compile } from '@cc-gateway/tools';

const dist = new URL('dist/', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

await mkdir(dist, { recursive: true });
await writeFile(new URL('generated.d.ts', dist), clientTypes(contract));
await writeFile(new URL('texts.js', dist), textsModule(contract));
await writeFile(new URL('texts.d.ts', dist), textsTypes(contract));
await writeFile(new URL('examples.d.ts', dist), examplesTypes(contract));
// The compiler reads the types alone.
const compiled = compile('tsconfig.build.json');
await writeFile(new URL('generated.js', dist), await clientModule(contract, version));
await writeFile(new URL('examples.js', dist), examplesModule(contract));
await compiled;
