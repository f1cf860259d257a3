/** An object of JSON. */
export type Members = Record<string, unknown>;

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a member, and not one of the prototype. */
export const has = (value: Members, name: string): boolean => Object.hasOwn(value, name);
