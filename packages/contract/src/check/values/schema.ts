import { schemaOf, type Violation } from '@cc-gateway/openapi';
import type { Contract, Json } from '@cc-gateway/spec';

/** The schemas of one contract, as JSON Schema 2020-12. */
export interface Schemas {
  /** Whether `value` keeps `schema`. A schema that cannot be read accepts everything. */
  accepts(schema: Json, value: unknown): boolean;
  /** Each way in which `value` is known to break `schema`. */
  violations(schema: Json, value: unknown): Violation[];
  /** Whether `schema` can be told from one that accepts everything: its keywords are known. */
  isReadable(schema: Json): boolean;
}

const known = new WeakMap<Contract, Schemas>();

/** The schemas of a contract, the same for the same contract. */
export function schemasOf(contract: Contract): Schemas {
  let schemas = known.get(contract);
  if (!schemas) known.set(contract, (schemas = createSchemas()));
  return schemas;
}

const createSchemas = (): Schemas => ({
  accepts: (schema, value) => schemaOf(schema ?? true).test?.judge(value) !== false,
  violations: (schema, value) =>
    (schemaOf(schema ?? true).test?.violations(value) ?? []).filter(({ isUndecided }) => !isUndecided),
  isReadable: (schema) => schemaOf(schema ?? true).problem === undefined,
});
