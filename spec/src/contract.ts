import { readDocument, type Description } from '@cc-gateway/openapi';
import type { Json } from './document.ts';
import type { Row } from './evaluate.ts';
import type { Operation } from './operation.ts';
import { readOperation } from './operations.ts';
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

/** An OpenAPI document, read once for all packages: what it says of itself, and what our extensions add. */
export interface Contract extends Omit<Description, 'operations'> {
  title: string;
  stamp: Stamp;
  operations: Operation[];
  retcodes: Retcodes;
  tables: Table[];
}

/** Reads an OpenAPI 3.x document that is there already, in one piece. Throws ContractError where it is none. */
export const readContract = (given: Json, stamp: Stamp): Contract => contractOf(readDocument(given), stamp);

/** The contract that a document says. */
export function contractOf(description: Description, stamp: Stamp): Contract {
  const { document } = description;
  const tables = Object.entries<Json>(document['x-state'] ?? {}).map(
    ([name, { key, columns = {}, examples = [] }]) => ({ name, key, columns, examples }),
  );
  const { version, files, convertedFrom } = description;
  return {
    document,
    get bundled() {
      return description.bundled;
    },
    version,
    files,
    ...(convertedFrom && { convertedFrom }),
    title: String(document.info?.title),
    stamp,
    operations: description.operations.map(readOperation),
    retcodes: readRetcodes(document),
    tables,
  };
}
