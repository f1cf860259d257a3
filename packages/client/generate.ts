/** What of the client is generated from a contract: of ours by the build, of any other by `derive.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import {
  catalogueModule,
  catalogueTypes,
  clientModule,
  clientTypes,
  examplesModule,
  examplesTypes,
} from '@cc-gateway/codegen';
import type { Contract } from '@cc-gateway/spec';

/** The types of the calls: their text, and where modules find them. */
export interface Calls {
  declared: string;
  from: string;
}

/** Writes the types into `dist`. `homepage` is where the errors are explained. */
export async function generateTypes(contract: Contract, dist: URL, homepage: string, calls: Calls): Promise<void> {
  const write = (name: string, text: string): Promise<void> =>
    writeFile(new URL(name, dist), text.replaceAll('@cc-gateway/types/calls', calls.from));
  await mkdir(dist, { recursive: true });
  await write('generated.d.ts', clientTypes(contract, homepage));
  await write('catalogue.d.ts', catalogueTypes(contract));
  await write('examples.d.ts', examplesTypes(contract));
  // What callers name: the types of arguments, answers and schemas, without the scaffolding that openapi-typescript puts up.
  const scaffolding = new Set(['$defs', 'components', 'operations', 'paths', 'webhooks']);
  const names = [...calls.declared.matchAll(/^export (?:type|interface) ([^\s={]+)/gm)].map(([, name]) => name!);
  const wanted = names.filter((name) => !scaffolding.has(name)).join(', ');
  await write('calls.d.ts', `export type { ${wanted} } from '${calls.from}';\n`);
  await write('calls.js', 'export {};\n');
  const codes = [...contract.retcodes.codes].filter(([, { class: kind }]) => kind !== 'success').map(([code]) => code);
  const union = codes.map((code) => JSON.stringify(code)).join(' | ') || 'never';
  const says = '/** The result codes of refusals that the contract lists. */';
  await write('retcodes.d.ts', `${says}\nexport type KnownRetcode = ${union};\n`);
  await write('retcodes.js', 'export {};\n');
  // The rhythm of the contract's session; where it has several, that of the first.
  const [session] = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => scheme.session ?? []),
  );
  const { renewMs, dieMs } = session ?? {};
  await write('session-times.js', `export const times = ${JSON.stringify({ renewMs, dieMs })};\n`);
  await write('session-times.d.ts', 'export declare const times: { renewMs?: number; dieMs?: number };\n');
}

/** Writes the modules into `dist`. */
export async function generateModules(contract: Contract, dist: URL, version: string): Promise<void> {
  await writeFile(new URL('generated.js', dist), await clientModule(contract, version));
  await writeFile(new URL('catalogue.js', dist), await catalogueModule(contract));
  await writeFile(new URL('examples.js', dist), examplesModule(contract));
}
