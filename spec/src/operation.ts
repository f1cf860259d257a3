import { pick, pointerTo, type Json } from './document.ts';
import { isOld, modernisedOperation } from './modernised.ts';
import type { Effect, Precondition } from './preconditions.ts';
import { readParameters } from './parameters.ts';
import { readSuccess, ruleIn, type SuccessRule } from './success.ts';

/** A part of a request that a violation can concern. */
export type ViolationKind = 'security' | 'path' | 'query' | 'header' | 'mediaType' | 'body';

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
}

/** A documented answer. `status` is as the document writes it: `200`, `4XX` or `default`. */
export interface Answer {
  status: string;
  description: string;
  contents: Content[];
  headers: Header[];
  /** The rule by which an answer of this status is told a success, where its schema has one. */
  success?: SuccessRule;
}

/** A documented header of an answer. */
export interface Header {
  name: string;
  required: boolean;
  schema: Json;
}

/** A documented parameter in path, query, header or cookie. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  description?: string;
  schema: Json;
  /** How lists and objects are written: `form`, `simple`, `deepObject` and the like. */
  style: string;
  /** Whether each member of a list or an object is written apart. */
  explode: boolean;
  /** Whether reserved characters may stand as they are. */
  allowReserved?: boolean;
  /** The media type in which the value is written, instead of a style. */
  mediaType?: string;
  /** The name that it has as an argument, `x-argument`, where it is not the one on the wire. */
  argument?: string;
  /** The value for samples, where the document gives one. */
  example?: Json;
}

/** An API key, bearer token or the like that a request carries. */
export interface SecurityScheme {
  /** The name under `components.securitySchemes`. */
  scheme: string;
  type: string;
  /** The scheme of HTTP, in small letters, where `type` is `http`: `basic`, `bearer`. */
  httpScheme?: string;
  in?: 'header' | 'query' | 'cookie';
  /** The name on the wire. */
  name?: string;
  description?: string;
  /** How a session is renewed and dies: `x-session`. */
  session?: { header: string; renewMs?: number; dieMs?: number };
}

/** One operation of the contract, as every package sees it. */
export interface Operation {
  /** `operationId`, or method and path where the document gives none. */
  id: string;
  /** In capitals. */
  method: string;
  path: string;
  /** Where it stands in the bundled document, as a JSON pointer. */
  pointer: string;
  summary?: string;
  description?: string;
  tags: string[];
  parameters: Parameter[];
  /** What the document asks of a request and this reader does not know, in words. */
  unread: string[];
  /** `argument`, from `x-argument`, is its name where it is one argument. */
  body?: { required: boolean; description?: string; argument?: string; contents: Content[] };
  answers: Answer[];
  /** Alternatives; all schemes of one alternative are needed together. Empty: none is needed. */
  security: SecurityScheme[][];
  /** How success and refusal are told apart; without it the status decides. */
  success?: SuccessRule;
  /** The example that answers each kind of violation, the first kind that is present winning. */
  violations: Partial<Record<ViolationKind, string>>;
  preconditions: Precondition[];
  effects: Effect[];
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/** The operations of a dereferenced document, in its order; schemas of 3.0 are in the words of 3.1. */
export function readOperations(document: Json): Operation[] {
  const operations = readAll(document);
  return isOld(document) ? operations.map(modernisedOperation) : operations;
}

function readAll(document: Json): Operation[] {
  return Object.entries<Json>(document.paths ?? {}).flatMap(([path, item]) => [
    ...Object.keys(item ?? {})
      .filter((key) => methods.has(key) && item[key])
      .map((key) => readOperation(document, path, item, [key])),
    ...Object.keys(item?.additionalOperations ?? {}).map((key) =>
      readOperation(document, path, item, ['additionalOperations', key]),
    ),
  ]);
}

function readOperation(document: Json, path: string, item: Json, keys: string[]): Operation {
  const source = keys.reduce((at, key) => at[key], item) ?? {};
  // A method of a name of its own is written as it goes over the wire.
  const method = keys.length > 1 ? keys.at(-1)! : keys[0]!.toUpperCase();
  const answers = Object.entries<Json>(source.responses ?? {}).map(([status, response]) => ({
    status,
    description: response?.description ?? '',
    contents: readContents(response?.content),
    headers: readHeaders(response?.headers),
    ...ruleOf(readContents(response?.content)),
  }));
  const success = readSuccess(answers);
  return {
    id: source.operationId ?? `${method} ${path}`,
    method,
    path,
    pointer: pointerTo('paths', path, ...keys),
    ...pick(source, 'summary', 'description'),
    tags: source.tags ?? [],
    ...readParameters(path, item.parameters, source.parameters),
    ...(source.requestBody && { body: readBody(source.requestBody) }),
    answers,
    security: readSecurity(document, source.security ?? document.security ?? []),
    ...(success && { success }),
    violations: source['x-violations'] ?? {},
    preconditions: source['x-preconditions'] ?? [],
    effects: source['x-effects'] ?? [],
  };
}

function ruleOf(contents: Content[]): { success?: SuccessRule } {
  const success = contents.map(({ schema }) => ruleIn(schema)).find((rule) => rule !== undefined);
  return success ? { success } : {};
}

const readBody = (body: Json): Operation['body'] => ({
  required: body.required === true,
  ...pick(body, 'description'),
  ...(body['x-argument'] !== undefined && { argument: String(body['x-argument']) }),
  contents: readContents(body.content),
});

function readContents(content: Json): Content[] {
  return Object.entries<Json>(content ?? {}).map(([mediaType, source]) => {
    const { schema, example, examples, encoding } = source ?? {};
    return {
      mediaType,
      schema: schema ?? true,
      examples: [
        ...Object.entries<Json>(examples ?? {}).map(([name, entry]) => ({
          name,
          ...pick(entry ?? {}, 'summary'),
          value: entry?.value,
        })),
        ...(example === undefined ? [] : [{ name: 'example', value: example }]),
      ],
      ...(encoding && { encoding }),
    };
  });
}

/** `Content-Type` is none of them: OpenAPI leaves it to the content. */
const readHeaders = (headers: Json): Header[] =>
  Object.entries<Json>(headers ?? {})
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => ({ name, required: header?.required === true, schema: header?.schema ?? true }));

function readSecurity(document: Json, requirements: Json[]): SecurityScheme[][] {
  const schemes = document.components?.securitySchemes ?? {};
  if (!Array.isArray(requirements)) throw new Error(`security is ${JSON.stringify(requirements)}, expected a list`);
  return requirements.map((requirement) =>
    Object.keys(requirement ?? {}).map((scheme) => {
      const source = schemes[scheme] ?? {};
      const session = source['x-session'];
      const httpScheme = source.type === 'http' && String(source.scheme).toLowerCase();
      return {
        scheme,
        type: source.type,
        ...(httpScheme && { httpScheme }),
        ...pick(source, 'in', 'name', 'description'),
        ...(session && { session }),
      };
    }),
  );
}
