import { ContractError, type Content, type Json, type Operation } from '@cc-gateway/spec';

/** One flat argument of a client method, and the place on the wire where it goes. */
export interface Argument {
  name: string;
  place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** The argument is the whole body, not one member of it. */
  whole?: true;
  required: boolean;
  schema: Json;
  example?: Json;
}

/** The flat arguments of an operation, in the document's order. Throws ContractError where two have one name. */
export function argumentsOf(operation: Operation): Argument[] {
  const found: Argument[] = [
    ...operation.parameters.map(({ name, in: place, required, schema, description, example }) => ({
      name,
      place,
      required,
      schema: description ? { description, ...asObject(schema) } : schema,
      ...(example !== undefined && { example }),
    })),
    ...bodyArguments(operation),
  ];
  for (const [index, { name, place }] of found.entries()) {
    const earlier = found.slice(0, index).find((argument) => argument.name === name);
    if (earlier) {
      throw new ContractError(
        `${operation.id}: the argument ${JSON.stringify(name)} stands in ${earlier.place} and in ${place} ` +
          `(${operation.pointer}). Expected one place for each name, since arguments are flat.`,
      );
    }
  }
  return found;
}

/** The content that a client sends: JSON where the document offers it. */
export function requestContent(operation: Operation): Content | undefined {
  const contents = operation.body?.contents ?? [];
  return contents.find(({ mediaType }) => isJson(mediaType)) ?? contents[0];
}

/** Whether a media type is JSON: `application/json` or a `+json` type. */
export const isJson = (mediaType: string): boolean => /^[\w.+-]+\/([\w.+-]+\+)?json\s*(;|$)/i.test(mediaType);

function bodyArguments(operation: Operation): Argument[] {
  const content = requestContent(operation);
  if (!content) return [];
  const { schema, mediaType, examples } = content;
  const example = examples[0]?.value;
  const required = operation.body?.required === true;
  if (!isJson(mediaType) || !isPlainObject(schema)) {
    return [{ name: 'body', place: 'body', whole: true, required, schema, ...(example !== undefined && { example }) }];
  }
  return Object.entries<Json>(schema.properties).map(([name, property]) => ({
    name,
    place: 'body',
    required: required && (schema.required ?? []).includes(name),
    schema: property,
    ...(example?.[name] !== undefined && { example: example[name] }),
  }));
}

const isPlainObject = (schema: Json): boolean =>
  schema.type === 'object' &&
  schema.properties &&
  !schema.allOf &&
  !schema.anyOf &&
  !schema.oneOf &&
  !schema.additionalProperties;

const asObject = (schema: Json): Json => (schema === true ? {} : schema);
