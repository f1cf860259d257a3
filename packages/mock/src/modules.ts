import { createRequire } from 'node:module';
import type { Json } from '@cc-gateway/spec';

/** The parts of Prism that are asked here, in one file that the build makes. */
interface Parts {
  prism: typeof import('@stoplight/prism-http');
  router: typeof import('@stoplight/prism-http/dist/router/index.js');
  mocker: typeof import('@stoplight/prism-http/dist/mocker/index.js');
  callbacks: typeof import('@stoplight/prism-http/dist/mocker/callback/callbacks.js');
  validator: typeof import('@stoplight/prism-http/dist/validator/index.js');
  preferences: typeof import('@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js');
  serialize: typeof import('@stoplight/prism-http-server/dist/serialize.js');
  operation: { transformOas3Operation(options: { document: Json; name: string; method: string; config: Json }): Json };
  faker: { JSONSchemaFaker: { option(name: string, value: unknown): void } };
  oas: { OPERATION_CONFIG: Json; convertToJsonSchema(document: Json, schema: Json): Json };
}

const require = createRequire(import.meta.url);
const parts = (): Parts => require('#prism') as Parts;

/** What takes longer to load than a mock to start: loaded when it is first asked for. All of it is CommonJS. */
export const modules = {
  // An import would read every export, WebSocket among them, and that loads all of undici: 20 ms and 13 MB.
  get http(): typeof import('node:http') {
    return require('node:http') as typeof import('node:http');
  },
  get https(): typeof import('node:https') {
    return require('node:https') as typeof import('node:https');
  },
  get cluster(): import('node:cluster').Cluster {
    return require('node:cluster') as import('node:cluster').Cluster;
  },
  get zlib(): typeof import('node:zlib') {
    return require('node:zlib') as typeof import('node:zlib');
  },
  get prism(): Parts['prism'] {
    return parts().prism;
  },
  get router(): Parts['router']['default'] {
    return parts().router.default;
  },
  get mocker(): Parts['mocker']['default'] {
    return parts().mocker.default;
  },
  get callbacks(): Parts['callbacks'] {
    return parts().callbacks;
  },
  get validator(): Parts['validator'] {
    return parts().validator;
  },
  get preferences(): Parts['preferences']['getHttpConfigFromRequest'] {
    return parts().preferences.getHttpConfigFromRequest;
  },
  get serialize(): Parts['serialize']['serialize'] {
    return parts().serialize.serialize;
  },
  get operation(): Parts['operation'] {
    return parts().operation;
  },
  get faker(): Parts['faker'] {
    return parts().faker;
  },
  get oas(): Parts['oas'] {
    return parts().oas;
  },
  get yaml(): typeof import('yaml') {
    return require('yaml') as typeof import('yaml');
  },
};
