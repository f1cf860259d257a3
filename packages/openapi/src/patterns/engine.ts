import { patternOf, type Pattern } from './pattern.ts';

/** The patterns of this package, for the option `code.regExp` of Ajv. */
export const boundedRegExp: { (source: string, flags: string): Pattern; code: string } = Object.assign(
  (source: string): Pattern => patternOf(source),
  { code: 'new RegExp' },
);
