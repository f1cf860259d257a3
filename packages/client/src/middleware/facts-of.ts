import { operations } from '../contract.ts';
import type { MiddlewareFacts } from './middleware.ts';

/** What the contract knows of a request: its path as it is written there, and the arguments that stand in its URL. */
export function factsOf(method: string, url: string): Pick<MiddlewareFacts, 'schemaPath' | 'params' | 'id'> {
  const { pathname, searchParams } = new URL(url);
  const id = Math.random().toString(36).slice(2, 11);
  const query = Object.fromEntries(searchParams);
  for (const operation of operations) {
    const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
    const found = operation.method === method ? patternOf(operation.path).exec(pathname) : null;
    if (!found) continue;
    const path = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)]));
    return { schemaPath: operation.path, params: { path, query }, id };
  }
  return { schemaPath: pathname, params: { query }, id };
}

// A base URL may have a path of its own in front.
const patternOf = (path: string): RegExp =>
  new RegExp(`${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^{}]+\}/g, '([^/]+)')}$`);
