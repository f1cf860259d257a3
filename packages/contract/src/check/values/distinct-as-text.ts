import type { Json } from '@cc-gateway/spec';
import { viewOf } from './merged.ts';
import type { Schemas } from './schema.ts';

/** Whether a value, written as text, is still no value of the schema: `8` and `"8"` are one in a path. */
export function isTellable(schemas: Schemas, given: Json, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  const schema = viewOf(schemas, given, value);
  const types = new Set<unknown>([schema?.type ?? 'string'].flat());
  if (types.has('object')) return isRecord(value) && isTellableRecord(schemas, given, value);
  if (types.has('array')) return isTellableList(schemas, given, schema.items ?? true, [value].flat());
  if (typeof value === 'object' || schemas.accepts(given, readAs(schemas, given, value))) return false;
  if (types.has('string')) return typeof value === 'string' && value !== '' && value !== '.' && value !== '..';
  if (types.has('boolean')) return value === 'none';
  return value !== '' && typeof value !== 'boolean' && !(typeof value === 'string' && value !== 'none');
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether no reading of the members makes a list of the schema. One value alone is a list of one. */
function isTellableList(schemas: Schemas, schema: Json, items: Json, list: unknown[]): boolean {
  const readings = list.map((member) => (schemas.accepts(items, member) ? member : readAs(schemas, items, member)));
  const isWritten = list.every((member) => typeof member !== 'object' && member !== '');
  return isWritten && list.length > 0 && !schemas.accepts(schema, readings) && areTellable(schemas, items, list);
}

/** Whether each member is a value of the items, or can be told from one. */
const areTellable = (schemas: Schemas, items: Json, list: unknown[]): boolean =>
  list.every((member) => schemas.accepts(items, member) || isTellable(schemas, items, member));

function isTellableRecord(schemas: Schemas, given: Json, record: Json): boolean {
  const { properties = {} } = viewOf(schemas, given, record);
  return Object.entries<Json>(record).every(([name, member]) => {
    const schema = properties[name] ?? true;
    return schemas.accepts(schema, member) || isTellable(schemas, schema, member);
  });
}

/** A member as a reader of texts takes it: the first value of the schema that has its text. */
function readAs(schemas: Schemas, schema: Json, value: unknown): unknown {
  const text = String(value);
  const readings: unknown[] = [text, Number(text), text === 'true', null];
  return readings.find((reading) => String(reading) === text && schemas.accepts(schema, reading)) ?? text;
}
