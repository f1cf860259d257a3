/** Names of an error's class and of those that it derives from: told by them, errors of another copy of this package are known. */
export const brand = Symbol.for('@cc-gateway/client/error');

// oxlint-disable-next-line no-explicit-any -- a class of any constructor
type ErrorClass = abstract new (...args: any[]) => Error & { [brand]?: readonly string[] };

/** The classes of errors, by their names. */
export const classes: Record<string, ErrorClass> = {};

/** Gives the instances of `Class` their name, and the mark by which `instanceof` knows them. */
export function nameClass(Class: ErrorClass, name: string): void {
  const prototype = Class.prototype as { name: string; [brand]?: readonly string[] };
  classes[name] = Class;
  prototype.name = name;
  prototype[brand] = [...(prototype[brand] ?? []), name];
}
