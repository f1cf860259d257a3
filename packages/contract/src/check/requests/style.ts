import { writeParameter } from '@cc-gateway/openapi/codec';

/** What a style needs to know of a parameter. */
type Styled = Parameters<typeof writeParameter>[0];

/**
 * A value as its parameter carries it: `a=1&a=2` in a query, `.1.2` in a path. Undefined where it cannot be written: its
 * style has no form for it, a member holds the character that separates members, no header holds its characters, it would
 * lead to another path, or there is nothing to write.
 */
export function written(parameter: Styled, value: unknown): string | undefined {
  // Most servers read lists and what is deeper in brackets; OpenAPI has no form for them.
  if (parameter.style === 'deepObject' && !isFlat(value)) return undefined;
  const text = writeParameter(parameter, value);
  return text === '' && typeof value === 'object' ? undefined : text;
}

const isFlat = (value: unknown): boolean =>
  !Array.isArray(value) && Object.values(Object(value) as object).every((each) => typeof each !== 'object');

/** Whether a value can stand where a parameter is and every reader reads it alike: the values that are tried are such. */
export function isSendable(parameter: Styled, value: unknown): boolean {
  const text = written(parameter, value);
  if (text === undefined || text === '') return false;
  if (parameter.in === 'header') return /^[\x21-\x7e]+$/.test(text);
  if (parameter.in === 'cookie') return /^[^=]+=[^%]+$/.test(text);
  return parameter.in === 'path' ? !/%2F/i.test(text) : value !== '';
}

/** Whether a value is told from what stands beside it in its segment: with `{a}-{b}`, neither of them holds a hyphen. */
export function isApart({ path }: { path: string }, parameter: Styled & { name: string }, value: unknown): boolean {
  if (parameter.in !== 'path') return true;
  const segment = path.split('/').find((each) => each.includes(`{${parameter.name}}`)) ?? '';
  const between = segment.split(/\{[^{}]+\}/);
  const text = written(parameter, value) ?? '';
  return between.length < 3 || between.slice(1, -1).every((each) => each !== '' && !text.includes(each));
}
