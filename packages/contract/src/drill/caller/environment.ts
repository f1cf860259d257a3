import { sampleRequests, variableOf, type Contract, type Operation } from '@cc-gateway/spec';

/** What a caller is told: the name of each value of the sample request, and the value. */
export type Environment = Record<string, string>;

/** The values of the sample request of an operation, by the names of the environment. */
export function valuesOf(contract: Contract, operation: Operation): Environment {
  const [sample] = sampleRequests(contract, operation);
  const { path = {}, query = {}, body } = sample?.parts ?? {};
  const members = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const all = { ...query, ...members, ...path };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [variableOf(name), textOf(value)]));
}

/** The path that the sample request goes to, and the members of its body. */
export function sampleOf(contract: Contract, operation: Operation): { path: string; body?: unknown } {
  const { target, parts } = sampleRequests(contract, operation)[0]!;
  return { path: target.split('?')[0]!, body: Array.isArray(parts.body) ? undefined : parts.body };
}

/** The values of the path of the sample request: they say whose session is needed. */
export const pathValues = (contract: Contract, operation: Operation): Record<string, unknown> =>
  sampleRequests(contract, operation)[0]?.parts.path ?? {};

/** The names on the wire of what carries the session's key. */
export const keyNames = ({ security }: Operation): string[] =>
  (security[0] ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
