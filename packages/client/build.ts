/** Generates the modules that drive the client and its fake, and compiles it. */
import { readFile } from 'node:fs/promises';
import { contract } from '@cc-gateway/spec';
import { compile } from '@cc-gateway/tools';
import { generateModules, generateTypes } from './generate.ts';

const dist = new URL('dist/', import.meta.url);
const { version, homepage } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
const from = '@cc-gateway/types/calls';
const declared = await readFile(new URL('calls.d.ts', import.meta.resolve('@cc-gateway/types/calls')), 'utf8');

await generateTypes(contract, dist, homepage, { declared, from });
// The compiler reads the types alone.
const compiled = compile('tsconfig.build.json');
await generateModules(contract, dist, version);
await compiled;
