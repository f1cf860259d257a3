import { createRequire } from 'node:module';
import type { Ajv, ValidateFunction } from 'ajv';

const require = createRequire(import.meta.url);

/** What takes longer to load than most programs need it: loaded when it is first asked for. */
export const modules = {
  get ajv(): typeof import('ajv/dist/2020.js') {
    return require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  },
  get draft7(): typeof import('ajv') {
    return require('ajv') as typeof import('ajv');
  },
  get standalone(): (compiler: Ajv, test: ValidateFunction) => string {
    return require('ajv/dist/standalone') as (compiler: Ajv, test: ValidateFunction) => string;
  },
  get addFormats(): (ajv: object, names: string[]) => void {
    return require('ajv-formats') as (ajv: object, names: string[]) => void;
  },
  get formats(): typeof import('ajv-formats/dist/formats.js') {
    return require('ajv-formats/dist/formats.js') as typeof import('ajv-formats/dist/formats.js');
  },
  get re2(): typeof import('re2js') {
    return require('re2js') as typeof import('re2js');
  },
  get refa(): typeof import('refa') {
    return require('refa') as typeof import('refa');
  },
  get yaml(): typeof import('yaml') {
    return require('yaml') as typeof import('yaml');
  },
};
