import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';

/** A version of OpenAPI that is read as it stands. */
export type Version = '3.0' | '3.1' | '3.2';

/**
 * The version of a document, `2.0` for Swagger; a whole one describes something. Throws DocumentError where it is something else,
 * naming what it is.
 */
export function versionOf(document: Json, name: string, isWhole = true): Version | '2.0' {
  const refuse = (received: string, expected = 'an OpenAPI 3.x document, YAML or JSON'): never => {
    throw new DocumentError(`Not an OpenAPI document that can be used: ${name} ${received}. Expected ${expected}.`);
  };
  if (!isMap(document)) return refuse('holds no map');
  const { openapi, swagger, paths } = document;
  if (openapi === undefined && swagger !== undefined) {
    if (String(swagger) !== '2.0' && swagger !== 2) return refuse(`says "swagger": ${JSON.stringify(swagger)}`);
    return isMap(paths) ? '2.0' : refuse('has no "paths"');
  }
  if (openapi === undefined) return refuse(otherKind(document));
  const version = /^3\.[012](?=\.|-|$)/.exec(String(openapi))?.[0] as Version | undefined;
  if (!version)
    return refuse(`says "openapi": ${JSON.stringify(openapi)}`, 'an OpenAPI 3.x document of 3.0, 3.1 or 3.2');
  if (isWhole && paths === undefined && (version === '3.0' || !(document.webhooks ?? document.components))) {
    return refuse('has no "paths"');
  }
  if (paths !== undefined && !isMap(paths)) {
    return refuse(`says "paths": ${JSON.stringify(paths)}, expected a map of paths`);
  }
  return version;
}

const isMap = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a document is that is none of OpenAPI. */
function otherKind(document: Json): string {
  if (document.asyncapi !== undefined) return 'is an AsyncAPI document';
  if (document.arazzo !== undefined) return 'is an Arazzo document';
  if (document.overlay !== undefined) return 'is an Overlay';
  if (document.log?.entries !== undefined) return 'is a HAR file';
  if (String(document.info?.schema).includes('getpostman.com')) return 'is a Postman collection';
  return document.$schema === undefined ? 'has no "openapi"' : 'is a JSON Schema, and has no "openapi"';
}
