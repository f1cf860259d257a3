/** Generates the modules that drive the client and its fake: the facts of the contract, and the types of its methods. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import {
  catalogueModule,
  catalogueTypes,
  clientModule,
  clientTypes,
  examplesModule,
  examplesTypes,
} from '@cc-gateway/codegen';
import { contract } from '@cc-gateway/spec';
import { compile } from '@cc-gateway/tools';

const dist = new URL('dist/', import.meta.url);
const { version, homepage } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

await mkdir(dist, { recursive: true });
await writeFile(new URL('generated.d.ts', dist), clientTypes(contract, homepage));
await writeFile(new URL('catalogue.d.ts', dist), catalogueTypes(contract));
await writeFile(new URL('examples.d.ts', dist), examplesTypes(contract));
// What callers name: the types of arguments, answers and schemas, without the scaffolding that openapi-typescript puts up.
const scaffolding = new Set(['$defs', 'components', 'operations', 'paths', 'webhooks']);
const declared = await readFile(new URL('calls.d.ts', import.meta.resolve('@cc-gateway/types/calls')), 'utf8');
const names = [...declared.matchAll(/^export (?:type|interface) ([^\s={]+)/gm)].map(([, name]) => name!);
const wanted = names.filter((name) => !scaffolding.has(name)).join(', ');
await writeFile(new URL('calls.d.ts', dist), `export type { ${wanted} } from '@cc-gateway/types/calls';\n`);
await writeFile(new URL('calls.js', dist), 'export {};\n');

const codes = [...contract.retcodes.codes].filter(([, { class: kind }]) => kind !== 'success').map(([code]) => code);
const union = codes.map((code) => JSON.stringify(code)).join(' | ') || 'never';
await writeFile(
  new URL('retcodes.d.ts', dist),
  `/** The result codes of refusals that the contract lists. */\nexport type KnownRetcode = ${union};\n`,
);
await writeFile(new URL('retcodes.js', dist), 'export {};\n');

// The rhythm of the contract's session; where it has several, that of the first.
const [session] = contract.operations.flatMap(({ security }) =>
  security.flat().flatMap((scheme) => scheme.session ?? []),
);
const { renewMs, dieMs } = session ?? {};
await writeFile(new URL('session-times.js', dist), `export const times = ${JSON.stringify({ renewMs, dieMs })};\n`);
await writeFile(
  new URL('session-times.d.ts', dist),
  'export declare const times: { renewMs?: number; dieMs?: number };\n',
);

// The compiler reads the types alone.
const compiled = compile('tsconfig.build.json');
await writeFile(new URL('generated.js', dist), await clientModule(contract, version));
await writeFile(new URL('catalogue.js', dist), await catalogueModule(contract));
await writeFile(new URL('examples.js', dist), examplesModule(contract));
await compiled;
