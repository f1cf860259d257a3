import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import type { Contract, Json } from '@cc-gateway/spec';
import { slim, withoutSchemas } from './slim.ts';
import { answerSchema, argumentsSchema } from './schemas.ts';

/** Source of an ES module that exports `checkArguments0`, `checkAnswer0`, … for each operation; it imports nothing. */
export async function validatorsModule(contract: Contract): Promise<string> {
  const ajv = new Ajv2020({
    code: { source: true, esm: true, lines: true },
    allErrors: true,
    strict: false,
    validateFormats: false,
    messages: false,
  });
  const names: Record<string, string> = {};
  for (const [index, operation] of contract.operations.entries()) {
    const shared = lean(contract.document.components?.schemas ?? {}, true);
    const schemas = { checkArguments: argumentsSchema(operation), checkAnswer: answerSchema(operation) ?? true };
    for (const [name, schema] of Object.entries(schemas)) {
      const own = lean(schema);
      // Only a schema that refers to itself is still referred to.
      const recursive = JSON.stringify(own).includes('"$ref"');
      ajv.addSchema({ ...own, ...(recursive && { components: { schemas: shared } }) }, name + index);
      names[name + index] = name + index;
    }
  }
  // A string is as long as it has characters; told by one line, so that nothing of ajv is shipped.
  const source = standalone
    .default(ajv, names)
    .replaceAll(
      'require("ajv/dist/runtime/ucs2length").default',
      String.raw`((text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, " ").length)`,
    );
  const bundled = await build({
    stdin: { contents: withoutSchemas(source), resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    legalComments: 'none',
  });
  return slim(bundled.outputFiles[0]!.text);
}

const bounds: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const annotations = new Set(['title', 'description', 'example', 'examples', 'default', 'deprecated', 'externalDocs']);
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/**
 * A schema as validators need it: without what is only for readers, and with `format: int32` and `int64` as bounds, so that
 * no table of formats is shipped. `isMap` says that it is a map from names to schemas.
 */
function lean(schema: Json, isMap = false): Json {
  if (Array.isArray(schema)) return schema.map((each) => lean(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries<Json>(schema);
  if (isMap) return Object.fromEntries(entries.map(([name, inner]) => [name, lean(inner)]));
  const inner = Object.fromEntries(
    entries
      .filter(([key]) => !annotations.has(key) && !key.startsWith('x-'))
      .map(([key, value]) => [key, key === 'const' || key === 'enum' ? value : lean(value, maps.has(key))]),
  );
  const limits = bounds[inner.format];
  return limits ? { allOf: [inner, { minimum: limits[0], maximum: limits[1] }] } : inner;
}
