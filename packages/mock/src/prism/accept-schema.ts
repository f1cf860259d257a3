import { createRequire } from 'node:module';
import { plainTest, type PlainTest } from '@cc-gateway/openapi';

/** Formats that mean the same in every version of ajv-formats. */
const plainFormat = /"format":"(?!int32"|int64")/;

const otherDialect = /json-schema\.org\/draft\/20/;

/** Makes the test of a schema. Throws where it cannot be compiled. */
export type Compile = (schema: object) => PlainTest;

/** The test of a schema; undefined where only Prism's own validation is sure to agree with itself. */
export function testOf(schema: object, compile: Compile): PlainTest | undefined {
  const text = JSON.stringify(schema);
  if (plainFormat.test(text) || otherDialect.test(text) || text.includes('"$ref"')) return undefined;
  try {
    return compile(schema);
  } catch {
    return undefined;
  }
}

/** Compiles a schema, unless it was compiled when this package was built. */
export const compile: Compile = (schema) => builtTests()[JSON.stringify(schema)] ?? plainTest(schema);

let built: Record<string, PlainTest> | undefined;

/** The tests that were compiled when this package was built, by the text of their schemas; none before it is. */
function builtTests(): Record<string, PlainTest> {
  try {
    return (built ??= createRequire(import.meta.url)('#recorded/tests.cjs') as Record<string, PlainTest>);
  } catch {
    return (built = {});
  }
}
