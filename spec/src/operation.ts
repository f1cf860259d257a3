import { pointerTo, type Json } from './document.ts';
import type { Effect, Precondition } from './preconditions.ts';
import { readSuccess, type SuccessRule } from './success.ts';

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
}

/** A documented answer. `status` is as the document writes it: `200`, `4XX` or `default`. */
export interface Answer {
  status: string;
  description: string;
  contents: Content[];
}

/** A documented parameter in path, query, header or cookie. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  description?: string;
  schema: Json;
  /** The value for samples, where the document gives one. */
  example?: Json;
}

/** An API key, bearer token or the like that a request carries. */
export interface SecurityScheme {
  /** The name under `components.securitySchemes`. */
  scheme: string;
  type: string;
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
  body?: { required: boolean; description?: string; contents: Content[] };
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

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** The operations of a dereferenced document, in its order. */
export function readOperations(document: Json): Operation[] {
  return Object.entries<Json>(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {})
      .filter((key) => methods.has(key))
      .map((method) => readOperation(document, path, method, item)),
  );
}

function readOperation(document: Json, path: string, method: string, item: Json): Operation {
  const source = item[method];
  const answers = Object.entries<Json>(source.responses ?? {}).map(([status, response]) => ({
    status,
    description: response.description ?? '',
    contents: readContents(response.content),
  }));
  const success = readSuccess(answers);
  return {
    id: source.operationId ?? `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    pointer: pointerTo('paths', path, method),
    ...pick(source, 'summary', 'description'),
    tags: source.tags ?? [],
    parameters: readParameters(item.parameters, source.parameters),
    ...(source.requestBody && { body: readBody(source.requestBody) }),
    answers,
    security: readSecurity(document, source.security ?? document.security ?? []),
    ...(success && { success }),
    violations: source['x-violations'] ?? {},
    preconditions: source['x-preconditions'] ?? [],
    effects: source['x-effects'] ?? [],
  };
}

const readBody = (body: Json): Operation['body'] => ({
  required: body.required === true,
  ...pick(body, 'description'),
  contents: readContents(body.content),
});

function readContents(content: Json): Content[] {
  return Object.entries<Json>(content ?? {}).map(([mediaType, { schema, example, examples }]) => ({
    mediaType,
    schema: schema ?? true,
    examples: [
      ...Object.entries<Json>(examples ?? {}).map(([name, entry]) => ({
        name,
        ...pick(entry, 'summary'),
        value: entry.value,
      })),
      ...(example === undefined ? [] : [{ name: 'example', value: example }]),
    ],
  }));
}

function readParameters(shared: Json[] = [], own: Json[] = []): Parameter[] {
  const byPlace = new Map([...shared, ...own].map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  return [...byPlace.values()].map((parameter) => {
    const schema = parameter.schema ?? Object.values<Json>(parameter.content ?? {})[0]?.schema ?? true;
    const named = Object.values<Json>(parameter.examples ?? {})[0]?.value;
    const example = parameter.example ?? named ?? schema.examples?.[0] ?? schema.example ?? schema.default;
    return {
      name: parameter.name,
      in: parameter.in,
      required: parameter.required === true,
      ...pick(parameter, 'description'),
      schema,
      ...(example !== undefined && { example }),
    };
  });
}

function readSecurity(document: Json, requirements: Json[]): SecurityScheme[][] {
  const schemes = document.components?.securitySchemes ?? {};
  return requirements.map((requirement) =>
    Object.keys(requirement).map((scheme) => {
      const source = schemes[scheme] ?? {};
      const session = source['x-session'];
      return { scheme, type: source.type, ...pick(source, 'in', 'name', 'description'), ...(session && { session }) };
    }),
  );
}

const pick = (source: Json, ...keys: string[]): Json =>
  Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]));
