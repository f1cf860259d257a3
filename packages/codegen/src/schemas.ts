import { tolerantSchema, type Content, type Contract, type Json, type Operation } from '@cc-gateway/spec';
import { argumentsOf, isJson } from './arguments.ts';

/** JSON Schema of the flat arguments of an operation, as one object. */
export function argumentsSchema(operation: Operation): Json {
  const all = argumentsOf(operation);
  return {
    type: 'object',
    required: all.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
    additionalProperties: false,
  };
}

/** The content of a success: the JSON of the first 2xx answer. */
export function successContent(operation: Operation): Content | undefined {
  const success = operation.answers.find(({ status }) => /^2(\d\d|XX)$/i.test(status));
  return success?.contents.find(({ mediaType }) => isJson(mediaType));
}

/** JSON Schema of a success, with what the contract tolerates; undefined where the contract promises no JSON. */
export function answerSchema(operation: Operation): Json | undefined {
  const content = successContent(operation);
  return content && tolerantSchema(content.schema);
}

/** The name of an operation's types: its id in PascalCase. */
export const typeName = (operation: Operation): string =>
  operation.id.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());

/** A document whose schemas are the arguments and the answer of each operation: what client types are generated from. */
export function callsDocument(contract: Contract): Json {
  const schemas = contract.operations.flatMap((operation) => {
    const answer = answerSchema(operation);
    return [
      [`${typeName(operation)}Arguments`, argumentsSchema(operation)],
      ...(answer ? [[`${typeName(operation)}Answer`, answer]] : []),
    ];
  });
  return {
    openapi: '3.1.1',
    info: { title: contract.title, version: contract.stamp.version },
    components: { schemas: { ...contract.document.components?.schemas, ...Object.fromEntries(schemas) } },
  };
}
