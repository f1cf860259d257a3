import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** Whether a value surely keeps a schema. */
export type SchemaTest = (value: unknown) => boolean;

// As Prism sets up its own, but for gathering every error.
const ajv = new Ajv({ allowUnionTypes: true, allowMatchingProperties: true, strict: false, logger: false });
(formats as unknown as (ajv: Ajv, names: string[]) => void)(ajv, ['int32', 'int64']);

/** Formats that mean the same in every version of ajv-formats. */
const plainFormat = /"format":"(?!int32"|int64")/;

const otherDialect = /json-schema\.org\/draft\/20/;

/** Compiles a schema once; undefined where only Prism's own validation is sure to agree with itself. */
export function compileTest(schema: object): SchemaTest | undefined {
  const text = JSON.stringify(schema);
  if (plainFormat.test(text) || otherDialect.test(text) || text.includes('"$ref"')) return undefined;
  try {
    const isValid = ajv.compile(schema);
    return (value) => isValid(value);
  } catch {
    return undefined;
  }
}
