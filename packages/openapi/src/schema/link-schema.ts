import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import { link } from '../link/link.ts';

/** A JSON Schema that stands by itself, its references replaced; they must lead to places inside of it. Throws DocumentError. */
export function linkSchema(schema: Json): Json {
  const linking = link({ url: '', root: schema, dialect: '2020-12' }, 'schema');
  linking.run();
  for (; linking.missing().length > 0; linking.run()) {
    for (const { address, from, isNeeded } of linking.missing()) {
      if (isNeeded) {
        throw new DocumentError(`${from} refers to ${JSON.stringify(address)}, which is not part of the schema.`);
      }
      linking.leaveOut(address);
    }
  }
  return linking.document;
}
