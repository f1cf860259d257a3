import type { Json } from '../json.ts';
import type { Discriminator } from '../link/marks.ts';
import { placeOf } from '../link/places.ts';
import { keysOf } from '../pointer.ts';

/**
 * The values of a discriminator that mean a branch: those that its own member may have, as most authors say it, and those that the
 * mapping names; where neither says any, the name of the branch among the components.
 */
export function valuesOf(branch: Json, { propertyName, mapping }: Discriminator): string[] {
  const mapped = [...mapping].filter(([, target]) => target === branch).map(([value]) => value);
  const own = constantsIn(branch, propertyName, new Set());
  const name = nameOf(branch);
  return own.length > 0 || mapped.length > 0 ? [...own, ...mapped] : name === undefined ? [] : [name];
}

/** The texts that the schema of a member allows, where it lists them. */
function constantsIn(schema: Json, name: string, seen: Set<Json>): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const member = Object.hasOwn(Object(schema.properties), name) ? schema.properties[name] : undefined;
  const listed: Json[] = member?.const === undefined ? (member?.enum ?? []) : [member.const];
  const own = Array.isArray(listed) ? listed.filter((value) => typeof value === 'string') : [];
  if (own.length > 0) return own;
  const parts: Json[] = Array.isArray(schema.allOf) ? schema.allOf : [];
  return parts.map((part) => constantsIn(part, name, seen)).find((values) => values.length > 0) ?? [];
}

/** The name of a schema among the components. */
function nameOf(schema: Json): string | undefined {
  const [components, schemas, name, ...more] = keysOf(placeOf(schema)?.pointer ?? '#');
  return components === 'components' && schemas === 'schemas' && more.length === 0 ? name : undefined;
}
