import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import type { Dialect } from './dialect.ts';
import type { Setting } from './files.ts';
import type { Kind, Shape } from './grammar.ts';
import type { Step } from './places.ts';
import type { Found, IsPure } from './resolve.ts';
import type { Scope } from './scope.ts';

/** What an object of a file is, and from where it is seen. */
export interface View {
  shape: Shape;
  setting: Setting;
  scope: Scope;
  step: Step;
}

/** Whether a shape is that of one schema. */
export const isSchema = ({ kind, around }: Shape): boolean => kind === 'schema' && around.length === 0;

/** Whether an object refers to another. */
export const isReference = (raw: Json, { shape, setting }: View): boolean =>
  typeof raw.$ref === 'string' ||
  (isSchema(shape) &&
    (setting.dialect === '2020-12' || setting.dialect === '2019-09') &&
    typeof (raw.$dynamicRef ?? raw.$recursiveRef) === 'string');

/** Whether a reference stands alone; beside one of 3.0, but for path items, nothing else counts. */
export const isPure =
  ({ kind, around }: Shape): IsPure =>
  (raw, { dialect }) =>
    Object.keys(raw).length === 1 || (kind !== 'pathItem' && around.length === 0 && isOld(dialect, kind));

const isOld = (dialect: Dialect, kind: Kind): boolean =>
  dialect === '3.0' || (dialect === 'draft' && kind === 'schema');

/** What a reference leads to; undefined where it leads nowhere. */
export function tried(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}
