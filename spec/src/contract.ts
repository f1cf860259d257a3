import { ContractError, withoutCycles, type Json } from './document.ts';
import type { Row } from './evaluate.ts';
import type { Operation } from './operation.ts';
import { readOperations } from './operations.ts';
import { readRetcodes, type Retcodes } from './retcodes.ts';
import type { Stamp } from './stamp.ts';

/** A table of `x-state`. */
export interface Table {
  name: string;
  /** The column that identifies a row. */
  key: string;
  /** JSON Schema of each further column. */
  columns: Record<string, Json>;
  examples: Row[];
}

/** An OpenAPI document, read once for all packages. */
export interface Contract {
  /** The document with every `$ref` resolved, but for those that would never end. */
  document: Json;
  title: string;
  stamp: Stamp;
  operations: Operation[];
  retcodes: Retcodes;
  tables: Table[];
}

/** Reads a dereferenced OpenAPI 3.x document. Throws ContractError where it is none. */
export function readContract(given: Json, stamp: Stamp): Contract {
  const document = withoutCycles(given);
  const version = document?.openapi;
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw new ContractError(
      `Not an OpenAPI document: "openapi" is ${JSON.stringify(version)}, expected a version 3.x.`,
    );
  }
  const tables = Object.entries<Json>(document['x-state'] ?? {}).map(
    ([name, { key, columns = {}, examples = [] }]) => ({
      name,
      key,
      columns,
      examples,
    }),
  );
  return {
    document,
    title: String(document.info?.title),
    stamp,
    operations: readOperations(document),
    retcodes: readRetcodes(document),
    tables,
  };
}
