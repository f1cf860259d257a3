import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';

/** A document of Swagger 2.0 as one of OpenAPI 3.0; the given one is left as it is. Throws DocumentError. */
export async function converted(document: Json, name: string): Promise<Json> {
  // Loaded on demand: few documents are that old.
  const { upgradeFromTwoToThree } = await import('@scalar/openapi-upgrader/2.0-to-3.0');
  try {
    const copy: Json = withOwnBodies(structuredClone(document));
    forbidEmpty(copy);
    const found: Json = upgradeFromTwoToThree(copy);
    return { ...found, openapi: '3.0.4' };
  } catch (cause) {
    const why = (cause as Error).message.split('\n', 1)[0]!;
    throw new DocumentError(`${name} is a Swagger 2.0 document that cannot be converted: ${why}.`, { cause });
  }
}

/** Says in the words of 3.0 which texts must not be empty: there, `allowEmptyValue` has another meaning, and forms have none. */
function forbidEmpty({ parameters, paths }: Json): void {
  const items = Object.values<Json>(Object(paths));
  const operations = items.flatMap((item) => Object.values<Json>(Object(item)));
  const lists = [parameters, ...[...items, ...operations].map((each) => each?.parameters)];
  for (const parameter of lists.flatMap((list) => Object.values<Json>(Object(list)))) {
    if (parameter?.allowEmptyValue === false && parameter.type === 'string') parameter.minLength ??= 1;
  }
}

/** A document whose operations say themselves what their bodies are, without references and path items: the converter loses others. */
function withOwnBodies(document: Json): Json {
  const inline = (parameter: Json): Json => {
    const name = /^#\/parameters\/(.+)$/u.exec(parameter?.$ref)?.[1];
    const found = name === undefined ? undefined : document.parameters?.[name];
    return isBody(found) ? structuredClone(found) : parameter;
  };
  const listOf = ({ parameters }: Json): Json[] => (Array.isArray(parameters) ? parameters.map(inline) : []);
  for (const item of Object.values<Json>(document.paths ?? {}).filter(Boolean)) {
    const shared = listOf(item);
    if (shared.length > 0) item.parameters = shared.filter((one) => !isBody(one));
    for (const operation of methods.map((method) => item[method]).filter(Boolean)) {
      const own = listOf(operation);
      const more = shared.filter(
        (one) => isBody(one) && !own.some((other) => isBody(other) && other.name === one.name),
      );
      if (own.length + more.length > 0) operation.parameters = [...structuredClone(more), ...own];
    }
  }
  return document;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

const isBody = (parameter: Json): boolean => parameter?.in === 'body' || parameter?.in === 'formData';
