import type { Json } from '@cc-gateway/spec';
import { samplesOf } from './arbitrary.ts';
import type { Breakage } from './breakage.ts';
import { lookalikes } from './lookalikes.ts';
import type { Schemas } from './schema.ts';

/** A string is made longer than allowed where that takes no more characters than this. */
const longest = 100_000;

/** Strings that break a length, a pattern, a list of values or a format, and look as if they did not. */
export function wrongStrings(schemas: Schemas, schema: Json, base: unknown, seed: number): Breakage[] {
  if (typeof base !== 'string') return [];
  const { minLength = 0, maxLength, pattern, format } = schema;
  const found: Breakage[] = [];
  const length = (name: string, value: string, keyword: string) =>
    found.push({ rule: 'accepts/length', name, value, keyword });
  if (minLength > 0)
    length(
      'one shorter than allowed',
      Array.from(base)
        .slice(0, minLength - 1)
        .join('') || '',
      'minLength',
    );
  if (minLength > 0) length('blank', ' '.repeat(minLength - 1), 'minLength');
  if (maxLength <= longest) {
    length('one longer than allowed', base.padEnd(maxLength + 1, 'a').slice(0, maxLength + 1), 'maxLength');
    if (maxLength > 0)
      length('one longer than allowed, with a NUL in it', `a\0${'a'.repeat(maxLength - 1)}`, 'maxLength');
    length('much longer than allowed', 'a'.repeat(maxLength * 2 + 10), 'maxLength');
    length('the longest, with blanks around it', ` ${base.padEnd(maxLength, 'a').slice(0, maxLength)} `, 'maxLength');
    length(
      'one longer than allowed, with accents apart',
      'e\u0301'.repeat(Math.ceil((maxLength + 1) / 2)),
      'maxLength',
    );
  }
  const texts = (): string[] => samplesOf(schemas, schema, seed, 40).filter((value) => typeof value === 'string');
  const near = (rule: string, keyword: string): Breakage[] =>
    lookalikes(base, texts, (text) => schemas.accepts(schema, text)).map(([name, value]) => ({
      rule,
      name,
      value,
      keyword,
    }));
  if (Array.isArray(schema.enum) || 'const' in schema) found.push(...near('accepts/enum', 'enum'));
  else if (pattern !== undefined) found.push(...near('accepts/pattern', 'pattern'));
  else if (format !== undefined)
    found.push({ rule: 'accepts/format', name: `no ${format}`, value: 'x y', keyword: 'format' });
  return found;
}
