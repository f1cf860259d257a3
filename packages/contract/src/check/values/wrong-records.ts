import type { Json } from '@cc-gateway/spec';
import type { Breakage } from './breakage.ts';
import { breakagesOf } from './breakages.ts';
import { viewOf } from './merged.ts';
import type { Schemas } from './schema.ts';

/** Objects in which a required member is missing, or one member is broken; `base` keeps the schema. */
export function wrongRecords(schemas: Schemas, given: Json, base: unknown, seed: number): Breakage[] {
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return [];
  const { properties = {}, required = [] } = Object(viewOf(schemas, given, base));
  return Object.entries(base).flatMap(([name, value]): Breakage[] => {
    const { [name]: _, ...rest } = base as Record<string, unknown>;
    const missing = { rule: 'accepts/required', name: `${name} is missing`, value: rest, keyword: 'required' };
    const wrong = breakagesOf(schemas, properties[name] ?? true, value, seed).map((each) => ({
      ...each,
      name: `${each.name}, as ${name}`,
      value: { ...base, [name]: each.value },
      keyword: each.keyword === 'type' ? `properties/${name}` : `properties/${name}/${each.keyword}`,
    }));
    const all = (required as string[]).includes(name) ? [missing, ...wrong] : wrong;
    return all.filter((each) => !schemas.accepts(given, each.value));
  });
}
