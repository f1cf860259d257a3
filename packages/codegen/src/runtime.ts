import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as parts from './runtime/parts.ts';

const file = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(`runtime/${name}${extname(import.meta.url)}`, import.meta.url)));

/** What of the runtime a contract needs. */
export interface Needs {
  /** By keyword, the name of its rule. */
  rules: ReadonlyMap<string, string>;
  /** The types that its schemas name. */
  types: ReadonlySet<string>;
  /** What writes its parameters. */
  parameter: 'plainInPath' | 'plain' | 'styled' | 'styledOrWhole';
  /** Where its parameters go. */
  places: ReadonlySet<string>;
  /** Whether all its credentials are keys in headers. */
  keysInHeaders: boolean;
  /** Whether it has credentials beside the session's key. */
  others: boolean;
  /** Whether a credential is a login. */
  logins: boolean;
  /** The forms of its bodies. */
  forms: ReadonlySet<string>;
}

/** Source of an ES module that exports `check`, `copy`, `write`, `identify`, `sources` and `secrets`, for what a contract needs and no more; it imports nothing. */
export async function runtimeModule(needs: Needs): Promise<string> {
  const { rules, types, parameter, places, keysInHeaders, others, logins, forms } = needs;
  const typeTests = [...types].map((type) => [type, `is${type[0]!.toUpperCase()}${type.slice(1)}`]);
  const ofTypes = `({ ${typeTests.map(([type, test]) => `${type}: ${test}`).join(', ')} })`;
  // The rules of types are made with the types in use.
  const isOfTypes = (rule: string): boolean => rule === 'type' || rule === 'anyType';
  const names = [...new Set(rules.values())].map((rule) => (isOfTypes(rule) ? `${rule}Of` : rule));
  const hasBytes = forms.has('raw') || forms.has('multipart');
  const table = [...rules].map(
    ([keyword, rule]) =>
      `${JSON.stringify(keyword)}: ${isOfTypes(rule) ? `/* @__PURE__ */ ${rule}Of${ofTypes}` : rule}`,
  );
  const contents = [
    `import { ${names.join(', ')} } from ${file('keywords')};`,
    `import { ${typeTests.map(([, test]) => test).join(', ')} } from ${file('types')};`,
    `import { checkerOf } from ${file('check')};`,
    `import { ${['writerOf', `${parameter} as parameter`, ...places, ...forms].join(', ')} } from '@cc-gateway/openapi/codec/write';`,
    `export { ${keysInHeaders ? 'inHeader' : 'anywhere'} as identify } from '@cc-gateway/openapi/codec/write';`,
    `export { ${others ? 'anySources' : 'noSources'} as sources } from ${file('credentials')};`,
    `export { ${logins ? 'withPassword' : 'itself'} as secrets } from ${file('credentials')};`,
    `export { ${hasBytes ? 'copyBytes' : 'copyJson'} as copy } from ${file('copy')};`,
    `export const check = /* @__PURE__ */ checkerOf({ ${table.join(', ')} });`,
    `export const write = /* @__PURE__ */ writerOf(parameter, { ${[...places].join(', ')} }, { ${[...forms].join(', ')} });`,
  ].join('\n');
  return bundled(contents);
}

/** Source of an ES module that finds faults by what `check` says, and puts them into words: `faultsOf`, `violationOf`, `kindOf`. */
export async function faultsModule(rules: Needs['rules']): Promise<string> {
  const used = [...rules].filter(([, rule]) => Object.hasOwn(parts, rule));
  const contents = [
    `import { ${[...new Set(used.map(([, rule]) => rule))].join(', ')} } from ${file('parts')};`,
    `import { faultFinder } from ${file('faults')};`,
    `export { kindOf } from ${file('faults')};`,
    `export { violationOf } from ${file('sentences')};`,
    `export const faultsOf = /* @__PURE__ */ faultFinder({ ${used.map(([keyword, rule]) => `${JSON.stringify(keyword)}: ${rule}`).join(', ')} });`,
  ];
  return bundled(contents.join('\n'));
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
  });
  // Paths of this machine are nobody's.
  return outputFiles[0]!.text.replaceAll(/^\/\/ .*\n/gm, '');
}
