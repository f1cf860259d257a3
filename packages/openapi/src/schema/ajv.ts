import type { Ajv, ValidateFunction } from 'ajv';
import type { DataValidationCxt, ErrorObject, SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { boundedRegExp } from '../patterns/engine.ts';
import { callKeyword, calls, type Wrapped } from './calls.ts';
import { modules } from '../modules.ts';
import { formats } from './formats.ts';

/** So many schemas are compiled by one instance: it keeps what it compiled, and a new one has to learn every keyword first. */
const most = 16;

interface Compiler {
  ajv: Ajv;
  left: number;
}

const compilers = new Map<boolean, Compiler>();

/** Compiles a schema in the words of 2020-12 without references; `allErrors` goes on after the first error. */
export function compile(schema: object, allErrors: boolean): ValidateFunction {
  let compiler = compilers.get(allErrors);
  if (!compiler?.left) compilers.set(allErrors, (compiler = { ajv: createAjv(allErrors), left: most }));
  compiler.left -= 1;
  return compiler.ajv.compile(schema);
}

function createAjv(allErrors: boolean): Ajv {
  const ajv = new modules.ajv.Ajv2020({
    allErrors,
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    meta: false,
    logger: false,
    verbose: true,
    multipleOfPrecision: 9,
    code: { regExp: boundedRegExp, optimize: false },
    formats: formats(),
  });
  ajv.addKeyword({ keyword: callKeyword, schemaType: 'boolean', errors: 'full', validate: called(allErrors) });
  return ajv;
}

/** The errors of a compiled schema, those of calls as the calls gave them. */
export const errorsOf = ({ errors }: ValidateFunction): ErrorObject[] =>
  (errors ?? []).map((error) =>
    error.keyword === callKeyword ? within(error, (error.params as Wrapped).error) : error,
  );

/** An error of a call, seen from where the call stands. */
const within = ({ instancePath, schemaPath }: ErrorObject, inner: ErrorObject): ErrorObject => ({
  ...inner,
  instancePath,
  schemaPath: schemaPath.replace(/\/x-call$/, '') + inner.schemaPath.slice(1),
});

const called = (allErrors: boolean): SchemaValidateFunction => {
  const validate: SchemaValidateFunction = (
    _: unknown,
    value: unknown,
    parent?: object,
    context?: DataValidationCxt,
  ) => {
    const call = calls.get(parent!)!;
    // A list, though empty, would be taken for all that is wrong.
    delete validate.errors;
    if (!allErrors) return call.is(value);
    const found = call.errors(value);
    const at = context?.instancePath ?? '';
    validate.errors = found.map((error): Partial<ErrorObject> => {
      const params: Wrapped = { error };
      return { keyword: callKeyword, instancePath: at + error.instancePath, params };
    });
    return found.length === 0;
  };
  return validate;
};
