import type { Json } from '../json.ts';

/** Whether a member with one of these names holds a string, anywhere in a value. */
export function mentions(root: Json, ...names: string[]): boolean {
  const todo: Json[] = [root];
  const seen = new Set<object>();
  while (todo.length > 0) {
    const value = todo.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (names.some((name) => typeof value[name] === 'string')) return true;
    for (const member of Object.values<Json>(value)) todo.push(member);
  }
  return false;
}
