import { problemsOf, type Json } from '@cc-gateway/openapi';
import { unjudgedOf } from '@cc-gateway/openapi/codec';
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
    ...unjudged(operations),
  ];
}

/** Which bodies are taken whatever stands in them, by media types. */
function unjudged(operations: Contract['operations']): string[] {
  const groups = new Map<string, { why: string; ids: string[] }>();
  for (const { id, body } of operations) {
    for (const content of body?.contents ?? []) {
      const why = unjudgedOf(content);
      if (why === undefined) continue;
      const group = groups.get(content.mediaType) ?? { why, ids: [] };
      group.ids.push(id);
      groups.set(content.mediaType, group);
    }
  }
  return [...groups].map(([mediaType, { why, ids }]) => {
    const more = ids.length > mostListed ? ` and ${ids.length - mostListed} more` : '';
    return `Any body of ${mediaType} is taken by ${ids.slice(0, mostListed).join(', ')}${more}: ${why}.`;
  });
}

/** Operations that are listed at most. */
const mostListed = 3;
