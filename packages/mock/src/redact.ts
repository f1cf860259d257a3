import type { Contract } from '@cc-gateway/spec';
import type { Incoming } from './incoming.ts';

/** Takes the keys of sessions out of what is shown. */
export interface Redactor {
  /** `value`, a text or JSON, without the keys that `request` carried, and with the headers that carry them blanked. */
  <T>(request: Pick<Incoming, 'headers' | 'query'>, value: T): T;
}

const blank = '[redacted]';

/** A key with fewer characters is no secret, and its letters stand in every other word. */
const shortest = 8;

/** A redactor for the security schemes of a contract, and for what carries a secret by its nature. */
export function createRedactor(contract: Contract): Redactor {
  const schemes = contract.operations.flatMap(({ security }) => security.flat());
  const headers = schemes.flatMap(({ in: place, name }) => (place === 'header' && name ? [name.toLowerCase()] : []));
  const carriers = [...headers, 'authorization', 'proxy-authorization', 'cookie'];
  const queries = schemes.flatMap(({ in: place, name }) => (place === 'query' && name ? [name] : []));
  const names = new Set([...carriers, ...queries.map((name) => name.toLowerCase())]);
  return (request, value) => {
    const keys = [
      ...carriers.map((name) => request.headers[name]),
      ...queries.map((name) => request.query[name]),
    ].flatMap((key) => (key === undefined ? [] : key));
    // A scheme as `Bearer` stands before its key.
    const parts = keys.flatMap((key) => [key, key.slice(key.indexOf(' ') + 1)]).filter((key) => key.length >= shortest);
    return without(value, parts, names) as typeof value;
  };
}

const deepest = 100;

function without(value: unknown, keys: string[], names: Set<string>, depth = 0): unknown {
  if (typeof value === 'string') return keys.reduce((text, key) => text.replaceAll(key, blank), value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '[deeper]';
  if (Array.isArray(value)) return value.map((entry) => without(entry, keys, names, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      without(name, keys, names),
      names.has(name.toLowerCase()) ? blank : without(entry, keys, names, depth + 1),
    ]),
  );
}
