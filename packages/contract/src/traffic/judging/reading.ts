import { reader, type Reader, type Reading } from '@cc-gateway/openapi/codec';
import { schemaOf, type Json } from '@cc-gateway/openapi';
import type { Operation } from '@cc-gateway/spec';
import type { PassedRequest } from './exchange.ts';

/** A request taken apart, and why schemas of its operation cannot be judged. */
export type ReadRequest = Reading & { problems: ReadonlySet<string> };

interface Prepared {
  read: Reader;
  problems: Set<string>;
}

const prepared = new WeakMap<Operation, Prepared>();

/** Takes a request apart as its operation documents it, and holds it to its schemas. */
export function readPassed(operation: Operation, { target, headers, body, unread }: PassedRequest): ReadRequest {
  const { read, problems } = prepared.get(operation) ?? prepare(operation);
  return { ...read({ target, headers, ...(body.length > 0 && unread === undefined && { body }) }), problems };
}

function prepare(operation: Operation): Prepared {
  const problems = new Set<string>();
  const test = (schema: Json) => {
    const compiled = schemaOf(schema, { direction: 'request' });
    if (compiled.problem) problems.add(compiled.problem.reason);
    return (value: unknown) =>
      compiled.test?.violations(value).map(({ pointer, message }) => ({ pointer, message })) ?? [];
  };
  const made = { read: reader(operation, { test }), problems };
  prepared.set(operation, made);
  return made;
}
