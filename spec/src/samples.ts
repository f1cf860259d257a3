import { sampleOf, schemaOf, type Content } from '@cc-gateway/openapi';
import { credentialOf, withFiles, type Credentials, type Values } from '@cc-gateway/openapi/codec';
import type { Contract } from './contract.ts';
import type { Json } from './document.ts';
import type { RequestParts } from './evaluate.ts';
import type { Operation, SecurityScheme } from './operation.ts';
import { allowedBy } from './preconditions.ts';
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
    const values = { path, query, querystring, header, cookie, ...(body && { body: withFiles(body, body.value) }) };
    const credentials = credentialsFor(contract, operation, parts);
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
        return doubtsOf(operation, values, body);
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

function bodiesOf({ body }: Operation): ({ name: string; mediaType: string; schema: Json; value: Json } | undefined)[] {
  const bodies = (body?.contents ?? []).flatMap(({ mediaType, schema, examples }: Content) =>
    examples.map(({ name, value }) => ({ name, mediaType, schema, value })),
  );
  if (bodies.length > 0) return bodies;
  const [content] = body?.required ? body.contents : [];
  return [content && { ...content, name: 'example', value: valueFor(content.schema) }];
}

/** The examples of the parameters in one place; of those without, the required ones. */
const valuesIn = ({ parameters }: Operation, place: string): Record<string, unknown> =>
  Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === place && (parameter.required || parameter.example !== undefined))
      .map(({ name, example, schema }) => [name, example ?? valueFor(schema)]),
  );

/** A value that a schema of a request allows, the same each time; null where none can be made. */
const valueFor = (schema: Json): unknown => sampleOf(schema, { direction: 'request' }).value ?? null;

/** Credentials for the first alternative that can be written: keys of example sessions that fit the request. */
function credentialsFor(contract: Contract, operation: Operation, request: RequestParts): Credentials {
  const schemes = operation.security.find((all) => all.every((scheme) => credentialOf(scheme) !== undefined)) ?? [];
  return Object.fromEntries(
    schemes.flatMap((scheme) => {
      const credential = credentialOf(scheme);
      if (!credential) return [];
      const key = sessionOf(contract, operation, scheme, request);
      const isLogin = 'http' in credential && ['Basic', 'Digest'].includes(credential.http);
      return [[scheme.scheme, isLogin ? { username: 'sample', password: key } : key]];
    }),
  );
}

/** The key of an example session that fits the request, or one of its own where the example rows know none. */
function sessionOf(contract: Contract, operation: Operation, scheme: SecurityScheme, request: RequestParts): string {
  const expression = `$request.${scheme.in ?? 'header'}.${scheme.name ?? 'Authorization'}`.toLowerCase();
  const looked = operation.preconditions.filter(({ key }) => key.toLowerCase() === expression);
  const table = contract.tables.find(({ name }) => name === looked[0]?.row);
  const row = table?.examples.find((candidate) =>
    looked.every(({ where = {} }) =>
      Object.entries(where).every(([column, operand]) => allowedBy(operand, { request }).includes(candidate[column])),
    ),
  );
  return row && table ? String(row[table.key]) : `session-of-${operation.id.replaceAll(/[^\w-]+/g, '-')}`;
}
