const brand = Symbol.for('@cc-gateway/client/error');

type Branded = Record<typeof brand, readonly string[] | undefined>;

// oxlint-disable-next-line no-explicit-any -- a class of any constructor
type ErrorClass = abstract new (...args: any[]) => Error;

/**
 * Gives the instances of `Class` their name, and lets `instanceof` know them by it: a copy of this package in another
 * folder or realm throws errors that this copy knows too.
 */
export function nameClass(Class: ErrorClass, name: string): void {
  const prototype = Class.prototype as Branded;
  const names = [...(prototype[brand] ?? []), name];
  Object.defineProperty(prototype, 'name', { value: name, writable: true, configurable: true });
  Object.defineProperty(prototype, brand, { value: names });
  Object.defineProperty(Class, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // Classes that others derive inherit this function, and are told by their own prototypes.
      return this === Class ? isNamed(value, name) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}

function isNamed(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return (value as Branded)[brand]?.includes(name) === true;
  } catch {
    return false;
  }
}
