import { problemsOf, type Json } from '@cc-gateway/openapi';
import type { Contract } from '@cc-gateway/spec';
import { answerSchemas, requestSchemas } from './words.ts';

/** What is to be said of a document before it is served: what was made of it, and why schemas cannot be compiled. */
export function warningsOf({ convertedFrom, operations }: Contract, isLenient: boolean): string[] {
  const schemas = operations.flatMap((operation): Json[] => [
    ...requestSchemas(operation),
    ...answerSchemas(operation),
  ]);
  const then = isLenient ? 'It is left out' : 'Requests that it would judge are answered 500; --lenient leaves it out';
  const unread = operations.flatMap(({ id, unread: parts }) =>
    parts.map((part) => `${id} asks for ${part}, which is not read.`),
  );
  return [
    ...(convertedFrom === undefined ? [] : [`The document is Swagger ${convertedFrom}; it is served as OpenAPI 3.0.`]),
    ...(schemas.length === 0 ? [] : problemsOf({ anyOf: schemas })).map(
      ({ reason }) => `A schema cannot be compiled. ${reason} ${then}.`,
    ),
    ...unread,
  ];
}
