import type { Json } from '../json.ts';
import { methods } from '../link/grammar.ts';
import type { Body, Operation } from '../operation.ts';
import { extensionsIn, pick } from '../pick.ts';
import { pointerTo } from '../pointer.ts';
import { readContents, readHeaders } from './contents.ts';
import { readParameters } from './parameters.ts';
import { readSecurity } from './security.ts';
import { readServers } from './servers.ts';

/** The operations of a linked document, in its order. */
export const readOperations = (document: Json): Operation[] => operationsIn(document, 'paths');

/** The operations that a document expects others to serve, under `webhooks`; the path is the webhook's name. */
export const readWebhooks = (document: Json): Operation[] => operationsIn(document, 'webhooks');

const operationsIn = (document: Json, group: 'paths' | 'webhooks'): Operation[] =>
  Object.entries<Json>(Object(document[group])).flatMap(([path, item]) =>
    path.startsWith('x-') ? [] : operationsOf(document, item, path, [group, path]),
  );

/** The operations of one path item. */
const operationsOf = (document: Json, item: Json, path: string, keys: string[]): Operation[] => [
  ...Object.keys(Object(item))
    .filter((key) => methods.has(key) && isObject(item[key]))
    .map((key) => readOperation(document, item, path, [...keys, key], item[key])),
  ...Object.keys(Object(item?.additionalOperations))
    .filter((key) => isObject(item.additionalOperations[key]))
    .map((key) =>
      readOperation(document, item, path, [...keys, 'additionalOperations', key], item.additionalOperations[key]),
    ),
];

function readOperation(document: Json, item: Json, path: string, keys: string[], source: Json): Operation {
  // A method of a name of its own is written as it goes over the wire.
  const method = keys.at(-2) === 'additionalOperations' ? keys.at(-1)! : keys.at(-1)!.toUpperCase();
  const isIgnored = isOld(document) && /^(GET|HEAD)$/.test(method);
  return {
    id: typeof source.operationId === 'string' ? source.operationId : `${method} ${path}`,
    method,
    path,
    pointer: pointerTo(...keys),
    ...pick(source, 'summary', 'description'),
    tags: Array.isArray(source.tags) ? source.tags : [],
    ...readParameters(path, item.parameters, source.parameters),
    ...(isObject(source.requestBody) && !isIgnored && { body: readBody(source.requestBody, isOld(document)) }),
    answers: Object.entries<Json>(Object(source.responses))
      .filter(([status]) => !status.startsWith('x-'))
      .map(([status, response]) => ({
        status,
        description: response?.description ?? '',
        contents: readContents(response?.content),
        headers: readHeaders(response?.headers),
      })),
    security: readSecurity(document, source.security ?? document.security ?? [], keys),
    servers: readServers(source.servers ?? item.servers ?? document.servers),
    ...extensionsIn(source),
  };
}

const isOld = (document: Json): boolean => String(document.openapi).startsWith('3.0');
const isObject = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const readBody = (body: Json, isOld: boolean): Body => ({
  required: body.required === true,
  ...pick(body, 'description'),
  contents: readContents(body.content, isOld),
  ...extensionsIn(body),
});
