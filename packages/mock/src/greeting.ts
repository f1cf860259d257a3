import { curlLine, sampleRequests, unmetPrecondition, type Contract, type Row } from '@cc-gateway/spec';
import type { RunningMock, StartOptions } from './start.ts';
import { sessionFor } from './session-for.ts';

/** Operations that are listed at most. */
const mostListed = 20;

/** What the command prints at start: the addresses, the world as a scenario file has it, the operations, and a request that works. */
export function greetingOf(mock: RunningMock, { tls }: Pick<StartOptions, 'tls'>): string {
  const { contract, world, url, controlUrl, scenario } = mock;
  const rows = world ? stateOf(world.rows()) : [];
  return [
    `${titleOf(contract)} on ${url}`,
    ...(scenario.summary === undefined ? [] : [scenario.summary]),
    ...(controlUrl === undefined ? [] : [`Test control on ${controlUrl}${tokenOf(mock)}`]),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    '',
    ...operationsOf(contract),
    ...invitation(mock, caOf(tls)),
    '',
  ].join('\n');
}

const titleOf = ({ document: { info } }: Contract): string =>
  [info?.title ?? 'An untitled document', info?.version].filter((part) => part !== undefined).join(' ');

function operationsOf({ operations }: Contract): string[] {
  if (operations.length === 0) return ['The document has no operations: every request is answered 404.'];
  const listed = operations.slice(0, mostListed).map(({ method, path, id }) => `  ${method} ${path}  ${id}`);
  const more = operations.length - listed.length;
  return ['Operations:', ...listed, ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** The rows as a scenario file has them: JSON is YAML. */
const stateOf = (tables: Record<string, Row[]>): string[] =>
  Object.keys(tables).length === 0
    ? []
    : [
        'state:',
        ...Object.entries(tables).flatMap(([name, rows]) => [
          `  ${name}:`,
          ...rows.map((row) => `    - ${JSON.stringify(row)}`),
        ]),
      ];

const tokenOf = ({ controlToken }: RunningMock): string =>
  controlToken === undefined ? '' : `, with the header 'Authorization: Bearer ${controlToken}'`;

const caOf = (tls: StartOptions['tls']): string | undefined =>
  typeof tls === 'object' ? (tls.caOut ?? tls.cert) : undefined;

/** The first sample request that is sure to be accepted as a curl line, and what the world lacks for it to succeed. */
function invitation(mock: RunningMock, ca: string | undefined): string[] {
  const { contract, world } = mock;
  for (const operation of contract.operations.slice(0, mostListed)) {
    const [sample] = sampleRequests(contract, operation);
    // A world is made of the sample requests; where there is none, what they hold may break its schema.
    if (!sample || (contract.tables.length === 0 && sample.doubts.length > 0)) continue;
    const scheme = operation.security[0]?.find((candidate) => candidate.in === 'header');
    const key = scheme && sessionFor(mock, sample.parts.path);
    const own = key === undefined ? {} : { [scheme!.name!]: key };
    const parts = { ...sample.parts, headers: { ...sample.parts.headers, ...lowerCase(own) } };
    const unmet = world && unmetPrecondition(operation, parts, world);
    const lacking = unmet && ` (refused in this scenario, which lacks: ${unmet.meaning ?? unmet.name})`;
    // Taken member by member: what is doubtful of it takes long to tell.
    const { method, target, body, content } = sample;
    const headers = { ...sample.headers, ...own };
    const request = { method, target, headers, body, ...(content !== undefined && { content }) };
    return ['', `Try${lacking ?? ''}:`, curlLine(mock.url, request, ca)];
  }
  return [];
}

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
