import { schemaMaps } from '@cc-gateway/openapi';
import type { Contract, Json, Operation } from '@cc-gateway/spec';
import { acyclic } from './acyclic.ts';
import { answersOf } from './answers.ts';
import { argumentsOf, requestContent, type Argument } from './arguments.ts';
import { compiler, declarations } from './compiler.ts';
import { bytesMark } from './direction.ts';
import { formOf } from './media.ts';
import { typeNames } from './names.ts';
import { intersect } from './reworded.ts';
import { bodySchema, partSchema } from './table.ts';
import { leads, targetIn } from './target.ts';

/** JSON Schema of the flat arguments of an operation, as one object. */
export function argumentsSchema(operation: Operation): Json {
  const all = argumentsOf(operation);
  return {
    type: 'object',
    required: all.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(all.map((argument) => [argument.name, schemaOf(operation, argument)])),
    additionalProperties: false,
  };
}

/** JSON Schema of an argument: bytes where it is the content of a file. */
export function schemaOf(operation: Operation, { place, schema, whole, wire }: Argument): Json {
  const content = requestContent(operation);
  if (place !== 'body' || !content) return schema;
  const form = formOf(content);
  return whole ? bodySchema(schema, form) : partSchema(schema, content, form, wire);
}

/** JSON Schema of what a call resolves with; undefined where that is never anything. */
export function answerSchema(operation: Operation): Json | undefined {
  const schemas = answersOf(operation).flatMap(({ content }) => (content ? [content.schema] : []));
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

/** Whether a call may resolve with nothing: an answer has no body. */
export const mayBeVoid = (operation: Operation): boolean => {
  const answers = answersOf(operation);
  return answers.length === 0 || answers.some(({ content }) => !content);
};

/** The declarations of the arguments and answers of each call, and of the document's schemas, under names of their own. */
export function callsTypes(given: Contract): string {
  const contract = acyclic(given);
  const names = typeNames(contract);
  const own = contract.operations.flatMap((operation) => {
    const answer = answerSchema(operation);
    const name = names.of(operation);
    return [
      [`${name}Arguments`, argumentsSchema(operation)],
      ...(answer === undefined ? [] : [[`${name}Answer`, answer]]),
    ] as [string, Json][];
  });
  const shared = Object.entries<Json>(contract.document.components?.schemas ?? {});
  // Keys of their own: a schema of the document may be called as one of ours.
  const keys = new Set(shared.map(([name]) => name));
  const keyOf = (name: string): string => (keys.has(name) ? keyOf(`${name}_`) : name);
  const document = {
    openapi: '3.1.1',
    info: { title: contract.title, version: contract.stamp.version },
    components: {
      schemas: selfContained(
        Object.fromEntries([...shared, ...own.map(([name, schema]) => [keyOf(name), schema] as const)]),
        contract.document,
      ),
    },
    ...(contract.document.paths && { paths: {} }),
  };
  const { factory } = compiler();
  const written = declarations(document, (schema) => {
    const mark = (schema as Json)[bytesMark];
    return mark ? factory.createTypeReferenceNode(mark === 'answer' ? 'Uint8Array' : 'FilePart') : undefined;
  });
  const lines = [
    ...[...names.schemas].map(([key, name]) => [name, key]),
    ...own.map(([name]) => [name, keyOf(name)]),
  ].map(([name, key]) => `export type ${name} = components['schemas'][${JSON.stringify(key)}];`);
  const hasFiles = JSON.stringify(own.map(([, schema]) => schema)).includes(`"${bytesMark}":"argument"`);
  return [
    // What openapi-typescript declares beside the schemas is nobody's.
    written
      .replaceAll(/^export (?=type|interface)/gm, '')
      .replaceAll(/^type (?:paths|webhooks|\$defs|operations) = Record<string, never>;\n/gm, ''),
    ...(hasFiles ? [filePart] : []),
    ...lines,
    'export {};\n',
  ].join('\n');
}

/**
 * The schemas by themselves: what a reference leads to that is no schema of theirs becomes one. Mappings of discriminators
 * are left out; they name schemas that are no longer there, since references have been replaced by what they lead to.
 */
function selfContained(schemas: Record<string, Json>, document: Json): Record<string, Json> {
  const all: Record<string, Json> = {};
  const keys = new Map<string, string>();
  const known = new Map<object, Json>(namedOnce(schemas, document));
  const keyOf = (reference: string): string => {
    if (!keys.has(reference)) {
      const key = `part ${keys.size + 1}`;
      keys.set(reference, key);
      all[key] = copied(targetIn(document, reference, '#'));
    }
    return keys.get(reference)!;
  };
  const copied = (value: Json, hasNames = false): Json => {
    if (typeof value !== 'object' || value === null) return value;
    return known.get(value) ?? copyOf(value, hasNames);
  };
  const copyOf = (value: Json, hasNames = false): Json => {
    const copy: Json = Array.isArray(value) ? [] : {};
    if (!known.has(value)) known.set(value, copy);
    for (const [key, inner] of Object.entries<Json>(value)) {
      // A definition would be a member; what a reference leads to is there by itself.
      if (key === '$defs' && !hasNames) continue;
      if (key === '$ref' && typeof inner === 'string' && !Object.hasOwn(schemas, nameIn(inner))) {
        // Only an extension refers to what is not there.
        if (leads(document, inner)) copy.$ref = `#/components/schemas/${keyOf(inner)}`;
      } else if (key !== 'discriminator' || inner?.propertyName === undefined)
        copy[key] = copied(inner, !hasNames && schemaMaps.has(key));
    }
    if (!hasNames && !Array.isArray(value)) intersect(copy);
    return copy;
  };
  for (const [name, schema] of Object.entries(schemas)) {
    const isDefinition = known.get(schema)?.$ref === `#/components/schemas/${escaped(name)}`;
    all[name] = isDefinition ? copyOf(schema) : copied(schema);
  }
  return all;
}

/** What stands for a schema that has a name and is in several places: it is written once, however often those are. */
function namedOnce(schemas: Record<string, Json>, document: Json): [object, Json][] {
  const places = new Map<object, number>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    const before = places.get(value) ?? 0;
    places.set(value, before + 1);
    if (before === 0) Object.values<Json>(value).forEach(visit);
  };
  Object.values(schemas).forEach((schema) => Object.values<Json>(schema ?? {}).forEach(visit));
  return Object.entries<Json>(document.components?.schemas ?? {}).flatMap(([name, schema]) =>
    (places.get(schema) ?? 0) > 1 ? [[schema, { $ref: `#/components/schemas/${escaped(name)}` }]] : [],
  );
}

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The name of the component that a reference leads to, and not into: no type has a part for each of its schemas. */
const nameIn = (reference: string): string =>
  decodeURIComponent(/^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1] ?? '/')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');

const filePart = `/** The content of a file or of a binary body: bytes or text, or bytes with the file's name and media type. */
export type FilePart = string | Uint8Array | { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string };
`;
