import type { Ajv } from 'ajv';
import { modules } from '../modules.ts';

/** Whether a value surely keeps a schema. */
export type PlainTest = (value: unknown) => boolean;

/**
 * Compiles a schema of plain words, without references and formats but `int32` and `int64`, as Prism does: for those who need an
 * answer in nanoseconds, or code that needs no compiler, and who hold it to `schemaOf` in their tests. Throws where it is none.
 */
export const plainTest = (schema: object): PlainTest => (ajv ??= created()).compile(schema) as PlainTest;

let ajv: Ajv | undefined;

/** Source of a CommonJS module that exports the tests of schemas of plain words, each under the text of its schema. */
export function plainSource(schemas: readonly object[]): string {
  const compiler = created({ source: true });
  const code = schemas.map((schema) => {
    const body = modules.standalone(compiler, compiler.compile(schema));
    return `exports[${JSON.stringify(JSON.stringify(schema))}] = (() => { const module = {};\n${body}\nreturn module.exports; })();`;
  });
  return `${code.join('\n')}\n`;
}

function created(code: { source?: boolean } = {}): Ajv {
  const { Ajv } = modules.draft7;
  const compiler = new Ajv({
    allowUnionTypes: true,
    allowMatchingProperties: true,
    strict: false,
    logger: false,
    code,
  });
  modules.addFormats(compiler, ['int32', 'int64']);
  return compiler;
}
