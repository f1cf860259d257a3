import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import type { Contract, Json } from '@cc-gateway/spec';
import { answerSchema, argumentsSchema } from './schemas.ts';

/** Source of an ES module that exports `checkArguments0`, `checkAnswer0`, … for each operation; it imports nothing. */
export async function validatorsModule(contract: Contract): Promise<string> {
  const ajv = new Ajv2020({
    code: { source: true, esm: true, lines: true },
    allErrors: true,
    strict: false,
    validateFormats: false,
  });
  const names: Record<string, string> = {};
  for (const [index, operation] of contract.operations.entries()) {
    const { components } = contract.document;
    const schemas = { checkArguments: argumentsSchema(operation), checkAnswer: answerSchema(operation) ?? true };
    for (const [name, schema] of Object.entries(schemas)) {
      ajv.addSchema({ ...boundIntegers(schema), components }, name + index);
      names[name + index] = name + index;
    }
  }
  const source = standalone.default(ajv, names);
  const bundled = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    legalComments: 'none',
  });
  return bundled.outputFiles[0]!.text;
}

const bounds: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** `format: int32` and `int64` as bounds, so that no table of formats is shipped. */
function boundIntegers(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(boundIntegers);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, boundIntegers(value)]));
  const limits = typeof schema.format === 'string' ? bounds[schema.format] : undefined;
  return limits ? { allOf: [inner, { minimum: limits[0], maximum: limits[1] }] } : inner;
}
