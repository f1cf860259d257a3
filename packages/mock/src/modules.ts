import { createRequire } from 'node:module';

type Prism = typeof import('@stoplight/prism-http');
type Router = typeof import('@stoplight/prism-http/dist/router/index.js');
type Mocker = typeof import('@stoplight/prism-http/dist/mocker/index.js');
type Validator = typeof import('@stoplight/prism-http/dist/validator/index.js');
type Preferences = typeof import('@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js');
type Serialize = typeof import('@stoplight/prism-http-server/dist/serialize.js');

const require = createRequire(import.meta.url);

/** What takes longer to load than a mock to start: loaded when it is first asked for. All of it is CommonJS. */
export const modules = {
  // An import would read every export, WebSocket among them, and that loads all of undici: 20 ms and 13 MB.
  get http(): typeof import('node:http') {
    return require('node:http') as typeof import('node:http');
  },
  get https(): typeof import('node:https') {
    return require('node:https') as typeof import('node:https');
  },
  get prism(): Prism {
    return require('@stoplight/prism-http') as Prism;
  },
  get router(): Router['default'] {
    return (require('@stoplight/prism-http/dist/router/index.js') as Router).default;
  },
  get mocker(): Mocker['default'] {
    return (require('@stoplight/prism-http/dist/mocker/index.js') as Mocker).default;
  },
  get validator(): Validator {
    return require('@stoplight/prism-http/dist/validator/index.js') as Validator;
  },
  get preferences(): Preferences['getHttpConfigFromRequest'] {
    return (require('@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js') as Preferences)
      .getHttpConfigFromRequest;
  },
  get serialize(): Serialize['serialize'] {
    return (require('@stoplight/prism-http-server/dist/serialize.js') as Serialize).serialize;
  },
  get ajv(): typeof import('ajv') {
    return require('ajv') as typeof import('ajv');
  },
  get ajv2020(): typeof import('ajv/dist/2020.js') {
    return require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  },
  get formats(): (ajv: object, names?: string[]) => void {
    return require('ajv-formats') as (ajv: object, names?: string[]) => void;
  },
  get yaml(): typeof import('yaml') {
    return require('yaml') as typeof import('yaml');
  },
};
