import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import { modules } from '../modules.ts';

/** Whether a value surely keeps a schema. */
export type SchemaTest = (value: unknown) => boolean;

/** An ajv as Prism sets up its own, but for gathering every error. */
export function createAjv(code: { source?: boolean } = {}): Ajv {
  const { Ajv } = modules.ajv;
  const ajv = new Ajv({ allowUnionTypes: true, allowMatchingProperties: true, strict: false, logger: false, code });
  modules.formats(ajv, ['int32', 'int64']);
  return ajv;
}

/** Formats that mean the same in every version of ajv-formats. */
const plainFormat = /"format":"(?!int32"|int64")/;

const otherDialect = /json-schema\.org\/draft\/20/;

/** Makes the test of a schema. Throws where it cannot be compiled. */
export type Compile = (schema: object) => SchemaTest;

/** The test of a schema; undefined where only Prism's own validation is sure to agree with itself. */
export function testOf(schema: object, compile: Compile): SchemaTest | undefined {
  const text = JSON.stringify(schema);
  if (plainFormat.test(text) || otherDialect.test(text) || text.includes('"$ref"')) return undefined;
  try {
    return compile(schema);
  } catch {
    return undefined;
  }
}

/** Compiles a schema, unless it was compiled when this package was built. */
export const compile: Compile = (schema) =>
  builtTests()[JSON.stringify(schema)] ?? ((ajv ??= createAjv()).compile(schema) as SchemaTest);

let ajv: Ajv | undefined;
let built: Record<string, SchemaTest> | undefined;

/** The tests that were compiled when this package was built, by the text of their schemas. */
function builtTests(): Record<string, SchemaTest> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('#recorded/tests.cjs');
  return (built ??= existsSync(file) ? (require(file) as Record<string, SchemaTest>) : {});
}
