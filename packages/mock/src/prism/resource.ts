import { keysOf, type Json, type Operation } from '@cc-gateway/openapi';
import { modules } from '../modules.ts';
import type { Resource } from './operation.ts';

/** Keywords under which stands data, in which `$ref` is a member like any other. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);

/** Keywords under which stand schemas by names, which may be those of keywords. */
const named = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/**
 * Prism's form of an operation of a document with references. Schemas that it refers to are carried once, under `__bundled__`:
 * nothing is dereferenced, so that documents may be large and schemas may hold themselves.
 */
export function resourceOf(document: Json, { path, pointer }: Pick<Operation, 'path' | 'pointer'>): Resource {
  const method = keysOf(pointer).at(-1)!.toLowerCase();
  const resource = modules.operation.transformOas3Operation({
    document: withMethod(document, path, pointer),
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

/** A method of a name of its own where Prism looks for methods. */
function withMethod(document: Json, path: string, pointer: string): Json {
  const keys = keysOf(pointer);
  if (keys.at(-2) !== 'additionalOperations') return document;
  const operation: Json = keys.reduce((at, key) => at?.[key], document);
  const item = { ...document.paths[path], [keys.at(-1)!.toLowerCase()]: operation };
  return { ...document, paths: { ...document.paths, [path]: item } };
}

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
        return [key, copied(inner, isFirst, named.has(key))];
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
  const target: Json = keysOf(ref).reduce((at: Json, key) => at?.[key], document);
  return modules.oas.convertToJsonSchema(document, target ?? {});
}
