import type { Operation, Parameter } from '../operation.ts';

/** The names in a query or a cookie that other parameters, or keys, have a claim to. */
export function claimsOf({ security }: Operation, all: Parameter[], parameter: Parameter): (name: string) => boolean {
  const others = all.filter((each) => each.in === parameter.in && each !== parameter);
  const keys = security.flat().filter(({ type, in: place }) => type === 'apiKey' && place === parameter.in);
  const names = new Set([...others, ...keys].map(({ name }) => name));
  const deep = others.filter(({ style }) => style === 'deepObject').map(({ name }) => `${name}[`);
  return (name) => names.has(name) || deep.some((prefix) => name.startsWith(prefix));
}
