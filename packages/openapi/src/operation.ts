import type { Json } from './json.ts';

/** A named example of a body. */
export interface Example {
  name: string;
  summary?: string;
  value: Json;
}

/** A documented body: its media type as the document writes it, its schema and its named examples. */
export interface Content {
  mediaType: string;
  schema: Json;
  examples: Example[];
  /** How the members of a form are written, where the document says so, by their names. */
  encoding?: Record<string, Json>;
  /** How the first parts of a body of parts without names are written, by their places (OpenAPI 3.2). */
  prefixEncoding?: Json[];
  /** How all others are. */
  itemEncoding?: Json;
}

/** A documented body of requests. */
export interface Body {
  required: boolean;
  description?: string;
  contents: Content[];
  /** Its members that begin with `x-`, where it has any. */
  extensions?: Record<string, Json>;
}

/** A documented answer. `status` is as the document writes it: `200`, `4XX` or `default`. */
export interface Answer {
  status: string;
  description: string;
  contents: Content[];
  headers: Header[];
}

/** A documented header of an answer. */
export interface Header {
  name: string;
  required: boolean;
  schema: Json;
  /** Whether the members of an object are written as `name=value`. */
  explode: boolean;
  /** Its value is written in this media type, and not in the style of headers. */
  mediaType?: string;
}

/** A documented parameter; `querystring`, of 3.2, is the whole query. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  required: boolean;
  description?: string;
  schema: Json;
  /** How lists and objects are written: `form`, `simple`, `deepObject` and the like. */
  style: string;
  /** Whether each member of a list or an object is written apart. */
  explode: boolean;
  /** Whether reserved characters may stand as they are. */
  allowReserved?: boolean;
  /** Whether a value may be left empty: `?name=`. */
  allowEmptyValue?: boolean;
  /** The media type in which the value is written, instead of a style. */
  mediaType?: string;
  /** The value for samples, where the document gives one. */
  example?: Json;
  /** Its members that begin with `x-`, where it has any. */
  extensions?: Record<string, Json>;
}

/** A credential that a request carries. */
export interface SecurityScheme {
  /** The name under `components.securitySchemes`. */
  scheme: string;
  /** `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`. */
  type: string;
  /** The scheme of HTTP, in small letters, where `type` is `http`: `basic`, `bearer`. */
  httpScheme?: string;
  in?: 'header' | 'query' | 'cookie';
  /** The name on the wire. */
  name?: string;
  description?: string;
  /** Its members that begin with `x-`, where it has any. */
  extensions?: Record<string, Json>;
}

/** A server of an operation. */
export interface Server {
  /** The address, its variables at their defaults; it may be relative to where the document was found. */
  url: string;
  /** The address as the document writes it. */
  template: string;
  /** The path of the address, without a slash at its end: what stands before every path of the document. */
  basePath: string;
  description?: string;
  /** What may stand for the names in the address, as the document has it. */
  variables?: Record<string, Json>;
}

/** One operation of a document. */
export interface Operation {
  /** `operationId`, or method and path where the document gives none. */
  id: string;
  /** In capitals, or as the document writes a method of a name of its own. */
  method: string;
  path: string;
  /** Where it stands in the document, as a JSON pointer. */
  pointer: string;
  summary?: string;
  description?: string;
  tags: string[];
  parameters: Parameter[];
  /** What the document asks of a request and this reader does not know, in words. */
  unread: string[];
  body?: Body;
  answers: Answer[];
  /** Alternatives; all schemes of one alternative are needed together. Empty: none is needed. */
  security: SecurityScheme[][];
  /** The operation's own servers, those of its path, or those of the document. */
  servers?: Server[];
  /** Its members that begin with `x-`, where it has any. */
  extensions?: Record<string, Json>;
}
