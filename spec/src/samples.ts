import { sampleOf } from '@cc-gateway/openapi';
import type { Contract } from './contract.ts';
import type { Json } from './document.ts';
import type { RequestParts } from './evaluate.ts';
import type { Content } from '@cc-gateway/openapi';
import type { Operation, SecurityScheme } from './operation.ts';
import { allowedBy } from './preconditions.ts';

/** A request made of the contract's own examples. */
export interface SampleRequest {
  /** The name of the body's example; `example` where there is none. */
  name: string;
  method: string;
  /** Path and query, filled in and percent-encoded. */
  target: string;
  headers: Record<string, string>;
  body?: unknown;
  /** The same, taken apart as expressions see it. */
  parts: RequestParts;
}

/** One request for each named example of the body, or one without. What has no example gets a value that its schema allows. */
export function sampleRequests(contract: Contract, operation: Operation): SampleRequest[] {
  const path = valuesIn(operation, 'path');
  const query = valuesIn(operation, 'query');
  const named = Object.entries(valuesIn(operation, 'header')).map(([name, value]) => [name, String(value)]);
  return bodiesOf(operation).map((body) => {
    const headers: Record<string, string> = Object.fromEntries(named);
    if (body) headers['Content-Type'] = withCharset(body.mediaType);
    for (const scheme of operation.security[0] ?? []) {
      if (scheme.in !== 'header' || !scheme.name) continue;
      headers[scheme.name] = sessionOf(contract, operation, scheme, { path, query, headers: {}, body: body?.value });
    }
    const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const parts = { path, query, headers: Object.fromEntries(lowerCase), body: body?.value };
    const { method } = operation;
    const target = targetOf(operation.path, parts);
    return { name: body?.name ?? 'example', method, target, headers, ...(body && { body: body.value }), parts };
  });
}

function bodiesOf({ body }: Operation): ({ name: string; mediaType: string; value: Json } | undefined)[] {
  const bodies = (body?.contents ?? []).flatMap(({ mediaType, examples }: Content) =>
    examples.map(({ name, value }) => ({ name, mediaType, value })),
  );
  if (bodies.length > 0) return bodies;
  const [content] = body?.required ? body.contents : [];
  return [content && { name: 'example', mediaType: content.mediaType, value: valueFor(content.schema) }];
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

/** The key of an example session that fits the request, or one of its own where the example rows know none. */
function sessionOf(contract: Contract, operation: Operation, scheme: SecurityScheme, request: RequestParts): string {
  const expression = `$request.header.${scheme.name}`.toLowerCase();
  const looked = operation.preconditions.filter(({ key }) => key.toLowerCase() === expression);
  const table = contract.tables.find(({ name }) => name === looked[0]?.row);
  const row = table?.examples.find((candidate) =>
    looked.every(({ where = {} }) =>
      Object.entries(where).every(([column, operand]) => allowedBy(operand, { request }).includes(candidate[column])),
    ),
  );
  return row && table ? String(row[table.key]) : `session-of-${operation.id.replaceAll(/[^\w-]+/g, '-')}`;
}

const withCharset = (mediaType: string): string =>
  /json$/i.test(mediaType) ? `${mediaType}; charset=UTF-8` : mediaType;

function targetOf(path: string, { path: values, query }: RequestParts): string {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? name)),
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}
