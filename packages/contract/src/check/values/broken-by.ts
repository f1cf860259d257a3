import type { Json } from '@cc-gateway/spec';
import type { Breakage } from './breakage.ts';
import type { Schemas } from './schema.ts';

const byKeyword: Record<string, string> = {
  type: 'accepts/type',
  enum: 'accepts/enum',
  const: 'accepts/enum',
  pattern: 'accepts/pattern',
  minLength: 'accepts/length',
  maxLength: 'accepts/length',
  minimum: 'accepts/range',
  maximum: 'accepts/range',
  exclusiveMinimum: 'accepts/range',
  exclusiveMaximum: 'accepts/range',
  multipleOf: 'accepts/range',
  additionalProperties: 'accepts/closed',
  required: 'accepts/required',
  items: 'accepts/items',
  prefixItems: 'accepts/items',
  contains: 'accepts/items',
  minItems: 'accepts/items',
  maxItems: 'accepts/items',
  uniqueItems: 'accepts/items',
};

/** The keyword that a value breaks first, and the rule that names it; `rule` where none has that keyword. */
export function brokenBy(schemas: Schemas, given: Json, value: unknown, rule = 'accepts/type'): Partial<Breakage> {
  const errors = schemas.violations(given, value);
  if (errors.length === 0) return {};
  if (value === null) return { rule: 'accepts/null', keyword: 'type' };
  const order = ['type', 'enum', 'const', 'maxLength', 'minLength', 'pattern'];
  const keyword = order.find((name) => errors.some((error) => error.keyword === name)) ?? errors[0]?.keyword;
  if (keyword === undefined) return {};
  if (keyword === 'format') return { rule: typeof value === 'number' ? 'accepts/range' : 'accepts/format', keyword };
  return { rule: byKeyword[keyword] ?? rule, keyword };
}
