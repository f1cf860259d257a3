import type { Contract } from './contract.ts';
import type { RequestParts } from './evaluate.ts';
import type { Operation, SecurityScheme } from './operation.ts';
import { allowedBy } from './preconditions.ts';

/** A request made of the contract's own examples. */
export interface SampleRequest {
  /** The name of the body's example; `example` where there is no body. */
  name: string;
  method: string;
  /** Path and query, filled in and percent-encoded. */
  target: string;
  headers: Record<string, string>;
  body?: unknown;
  /** The same, taken apart as expressions see it. */
  parts: RequestParts;
}

/** One request for each named example of the body, or one without a body, with the parameters' own examples. */
export function sampleRequests(contract: Contract, operation: Operation): SampleRequest[] {
  const place = (wanted: string): Record<string, unknown> =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === wanted && parameter.example !== undefined)
        .map(({ name, example }) => [name, example]),
    );
  const contents = operation.body?.contents ?? [];
  const bodies = contents.flatMap(({ mediaType, examples }) =>
    examples.map(({ name, value }) => ({ name, mediaType, value })),
  );
  return (bodies.length > 0 ? bodies : [undefined]).map((body) => {
    const parts: RequestParts = {
      path: place('path'),
      query: place('query'),
      headers: place('header'),
      body: body?.value,
    };
    const headers: Record<string, string> = body ? { 'Content-Type': withCharset(body.mediaType) } : {};
    for (const scheme of operation.security[0] ?? []) {
      const key = sessionOf(contract, operation, scheme, parts);
      if (scheme.in === 'header' && key !== undefined) headers[scheme.name!] = key;
    }
    for (const [name, value] of Object.entries(headers)) parts.headers[name.toLowerCase()] = value;
    return {
      name: body?.name ?? 'example',
      method: operation.method,
      target: targetOf(operation.path, parts),
      headers,
      ...(body && { body: body.value }),
      parts,
    };
  });
}

/** A request as a curl line that can be pasted into a shell. */
export const curlLine = (origin: string, { method, target, headers, body }: SampleRequest): string =>
  [
    `curl -X ${method} ${quoted(origin + target)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n  ');

/** The key of an example session that fits the request: a row that the preconditions find by the scheme's header. */
function sessionOf(
  contract: Contract,
  operation: Operation,
  scheme: SecurityScheme,
  request: RequestParts,
): string | undefined {
  const expression = `$request.header.${scheme.name}`.toLowerCase();
  const looked = operation.preconditions.filter(({ key }) => key.toLowerCase() === expression);
  const table = contract.tables.find(({ name }) => name === looked[0]?.row);
  const row = table?.examples.find((candidate) =>
    looked.every(({ where = {} }) =>
      Object.entries(where).every(([column, operand]) => allowedBy(operand, { request }).includes(candidate[column])),
    ),
  );
  return row && table ? String(row[table.key]) : scheme.name && 'any';
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

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
