import { pick, pointerTo, type Json } from './document.ts';
import { isOld, modernisedOperation } from './modernised.ts';
import type { Content, Header, Operation, SecurityScheme, SuccessRule } from './operation.ts';
import { readParameters } from './parameters.ts';
import { readSuccess, ruleIn } from './success.ts';

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
