import { sampleOf, schemaOf } from '@cc-gateway/openapi';
import type { Values } from '@cc-gateway/openapi/codec';
import type { Contract } from './contract.ts';
import type { Json } from './document.ts';
import type { RequestParts } from './evaluate.ts';
import type { Operation } from './operation.ts';
import { credentialsFor, withoutKeys } from './sample-credentials.ts';
import { asSent, bodiesOf, valuesIn } from './sample-values.ts';
import { writtenRequest } from './written.ts';

/** A request made of the contract's own examples. */
export interface SampleRequest {
  /** The name of the body's example; `example` where there is none. */
  name: string;
  method: string;
  /** Path and query, filled in and percent-encoded. */
  target: string;
  headers: Record<string, string>;
  /** The value of the body. */
  body?: unknown;
  /** The body as it goes over the wire. */
  content?: string | Uint8Array;
  /** The same, taken apart as expressions see it. */
  parts: RequestParts;
  /** Why it may be refused, in words: examples that break their schema, values that nobody could make. None where all is proven. */
  readonly doubts: string[];
}

/** One request for each named example of the body, or one without. What has no example gets a value that its schema allows. */
export function sampleRequests(contract: Contract, operation: Operation): SampleRequest[] {
  const path = valuesIn(operation, 'path');
  const query = valuesIn(operation, 'query');
  const header = valuesIn(operation, 'header');
  const cookie = valuesIn(operation, 'cookie');
  const querystring = valuesIn(operation, 'querystring');
  return bodiesOf(operation).map((body) => {
    const parts = { path, query, headers: {}, body: body?.value };
    const given = { path, query, querystring, header, cookie };
    const credentials = credentialsFor(contract, operation, parts, given);
    const values = { ...withoutKeys(operation, given, credentials), ...(body && { body: asSent(body) }) };
    const { body: content, ...request } = writtenRequest(operation, values, credentials, body?.mediaType);
    const lowerCase = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return {
      name: body?.name ?? 'example',
      ...request,
      ...(body && { body: body.value }),
      ...(content !== undefined && { content }),
      parts: { ...parts, headers: Object.fromEntries(lowerCase) },
      // Asked for only where somebody wants to know: schemas have to be compiled.
      get doubts() {
        return doubtsOf(operation, given, body);
      },
    };
  });
}

/** What of a request's values is not seen to keep its schema. */
function doubtsOf(operation: Operation, values: Values, body: { schema: Json; value: Json } | undefined): string[] {
  const given = operation.parameters.flatMap(({ name, in: place, schema, required }): [string, Json, unknown][] => {
    const value = values[place]?.[name];
    return value === undefined && !required ? [] : [[`${name} in ${place}`, schema, value]];
  });
  if (body) given.push(['the body', body.schema, body.value]);
  return given.flatMap(([what, schema, value]) => {
    const made = value === undefined || value === null ? sampleOf(schema, { direction: 'request' }) : undefined;
    if (made?.reason !== undefined) return [`${what}: ${made.reason}`];
    const { test, problem } = schemaOf(schema, { direction: 'request' });
    const [violation] = test?.violations(value) ?? [];
    const fault = violation && [violation.pointer, violation.message].filter(Boolean).join(' ');
    return problem ? [`${what}: ${problem.reason}`] : fault ? [`${what} breaks its schema: ${fault}`] : [];
  });
}
