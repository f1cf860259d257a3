/** The types of JSON Schema, each by itself, so that only those in use are shipped. */
export type IsOf = (value: unknown) => boolean;

export const isString: IsOf = (value) => typeof value === 'string';
export const isBoolean: IsOf = (value) => typeof value === 'boolean';
export const isInteger: IsOf = (value) => Number.isInteger(value);
export const isNumber: IsOf = (value) => Number.isFinite(value);
export const isArray: IsOf = (value) => Array.isArray(value);
export const isNull: IsOf = (value) => value === null;
export { isObject } from './members.ts';
