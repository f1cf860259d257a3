import { keysOf, schemaMaps, type Json, type Operation } from '@cc-gateway/openapi';
import { modules } from '../modules.ts';
import type { Resource } from './operation.ts';

/** Keywords under which stands data, in which `$ref` is a member like any other. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);

/**
 * Prism's form of an operation of a document with references. Schemas that it refers to are carried once, under `__bundled__`:
 * nothing is dereferenced, so that documents may be large and schemas may hold themselves.
 */
export function resourceOf(document: Json, { path, pointer }: Pick<Operation, 'path' | 'pointer'>): Resource {
  const method = keysOf(pointer).at(-1)!.toLowerCase();
  const resource = modules.operation.transformOas3Operation({
    document: opened(document, path, pointer),
    name: path,
    method,
    config: modules.oas.OPERATION_CONFIG,
  }) as Resource;
  for (const parameter of resource.request?.query ?? []) {
    // The default of OpenAPI, which prism-cli puts in as it prints the paths.
    if ((parameter.style as string) === 'form') parameter.explode ??= true;
  }
  return bundled(resource, document);
}

/** A document with an operation where Prism looks for it, and contents where Prism takes them for what they are. */
function opened(document: Json, path: string, pointer: string): Json {
  const keys = keysOf(pointer);
  const operation = at(document, pointer);
  const { requestBody, responses } = operation;
  const item = {
    ...followed(document, document.paths[path]),
    [keys.at(-1)!.toLowerCase()]: {
      ...operation,
      ...(requestBody && { requestBody: withContents(document, requestBody) }),
      ...(responses && { responses: mapped(responses, (response) => withContents(document, response)) }),
    },
  };
  return { ...document, paths: { ...document.paths, [path]: item } };
}

/** A body or an answer whose contents are no references, which Prism does not follow there. */
function withContents(document: Json, holder: Json): Json {
  const found = followed(document, holder);
  const content = followed(document, found?.content);
  const isPlain = content === found?.content && Object.values<Json>(Object(content)).every((each) => !each?.$ref);
  return isPlain ? holder : { ...found, content: mapped(content, (each) => followed(document, each)) };
}

function followed(document: Json, value: Json): Json {
  if (typeof value?.$ref !== 'string' || !value.$ref.startsWith('#/')) return value;
  const { $ref, ...others } = value;
  return { ...followed(document, at(document, $ref)), ...others };
}

const mapped = (object: Json, change: (value: Json) => Json): Json =>
  Object.fromEntries(Object.entries<Json>(Object(object)).map(([name, value]) => [name, change(value)]));

const at = (document: Json, ref: string): Json =>
  keysOf(ref).reduce((value: Json, key) => followed(document, value)?.[key], document);

function bundled(resource: Resource, document: Json): Resource {
  const names = new Map<string, string>();
  const todo: string[] = [];
  const copied = (value: Json, isFirst: boolean, hasNames = false): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((inner) => copied(inner, isFirst));
    const { $ref, ...others } = value;
    // As deep as Prism goes into what holds itself: it would have put the first one in the place of its reference.
    if (isFirst && !hasNames && typeof $ref === 'string' && $ref.startsWith('#/')) {
      return copied({ ...converted(document, $ref), ...others }, false);
    }
    return Object.fromEntries(
      Object.entries<Json>(value).map(([key, inner]) => {
        if (hasNames) return [key, copied(inner, isFirst)];
        if (data.has(key)) return [key, inner];
        if (key === '$ref' && typeof inner === 'string') return [key, referred(inner)];
        return [key, copied(inner, isFirst, schemaMaps.has(key))];
      }),
    );
  };
  const referred = (ref: string): string => {
    if (!ref.startsWith('#/')) return ref;
    let name = names.get(ref);
    if (name === undefined) {
      names.set(ref, (name = `s${names.size}`));
      todo.push(ref);
    }
    return `#/__bundled__/${name}`;
  };
  const whole: Json = copied(resource, true);
  const bundle: Json = {};
  for (let ref = todo.pop(); ref !== undefined; ref = todo.pop()) {
    bundle[names.get(ref)!] = copied(converted(document, ref), false);
  }
  return names.size > 0 ? { ...whole, __bundled__: bundle } : whole;
}

/** What a reference names, in the words that Prism knows. */
function converted(document: Json, ref: string): Json {
  return modules.oas.convertToJsonSchema(document, at(document, ref) ?? {});
}
