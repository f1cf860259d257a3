import type { Json } from '../json.ts';

/** Sets a member, whatever its name: `__proto__` becomes a member too, and no prototype. */
export function put(holder: Json, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  } else holder[key] = value;
}
