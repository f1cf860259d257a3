import { curlLine, sampleRequests, unmetPrecondition, type Operation, type Row } from '@cc-gateway/spec';
import type { RunningMock, StartOptions } from './start.ts';
import { sessionFor } from './session-for.ts';

/** What the command prints at start: the world as a scenario file has it, the addresses, and a request that works. */
export function greetingOf(mock: RunningMock, { tls }: Pick<StartOptions, 'tls'>): string {
  const { contract, world, url, controlUrl, scenario } = mock;
  const rows = world ? stateOf(world.rows()) : [];
  const operation = contract.operations[0];
  return [
    `${contract.title} ${contract.stamp.version} on ${url}`,
    ...(scenario.summary === undefined ? [] : [scenario.summary]),
    ...(controlUrl === undefined ? [] : [`Test control on ${controlUrl}${tokenOf(mock)}`]),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    ...(operation ? ['', ...invitation(mock, operation, caOf(tls))] : []),
    '',
  ].join('\n');
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

/** The operation's first sample request as a curl line, and what the world lacks for it to succeed. */
function invitation(mock: RunningMock, operation: Operation, ca: string | undefined): string[] {
  const sample = sampleRequests(mock.contract, operation)[0]!;
  const scheme = operation.security[0]?.find((candidate) => candidate.in === 'header');
  const key = scheme && sessionFor(mock, sample.parts.path);
  const own = key === undefined ? {} : { [scheme!.name!]: key };
  const parts = { ...sample.parts, headers: { ...sample.parts.headers, ...lowerCase(own) } };
  const unmet = mock.world && unmetPrecondition(operation, parts, mock.world);
  const lacking = unmet && ` (refused in this scenario, which lacks: ${unmet.meaning ?? unmet.name})`;
  return [`Try${lacking ?? ''}:`, curlLine(mock.url, { ...sample, headers: { ...sample.headers, ...own } }, ca)];
}

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
