import { curlLine, sampleRequests, type Operation } from '@cc-gateway/spec';
import { stringify } from 'yaml';
import type { RunningMock, StartOptions } from './mock.ts';

/** What the command prints at start: the world as a scenario file has it, the addresses, and a request that works. */
export function greetingOf(mock: RunningMock, { tls }: Pick<StartOptions, 'tls'>): string {
  const { contract, world, url, controlUrl, scenario } = mock;
  const rows = world ? stringify({ state: world.rows() }) : '';
  const operation = contract.operations[0];
  return [
    `${contract.title} ${contract.stamp.version} on ${url}`,
    ...(scenario.summary === undefined ? [] : [scenario.summary]),
    ...(controlUrl === undefined ? [] : [`Test control on ${controlUrl}`]),
    ...(rows === '' ? [] : ['', rows.trimEnd()]),
    ...(operation ? ['', 'Try:', curlOf(mock, operation, caOf(tls))] : []),
    '',
  ].join('\n');
}

const caOf = (tls: StartOptions['tls']): string | undefined =>
  typeof tls === 'object' ? (tls.caOut ?? tls.cert) : undefined;

/** The operation's first sample request as a curl line, with a session's key that the world knows. */
function curlOf(mock: RunningMock, operation: Operation, ca: string | undefined): string {
  const sample = sampleRequests(mock.contract, operation)[0]!;
  const scheme = operation.security[0]?.find((candidate) => candidate.in === 'header');
  const key = scheme && keyFor(mock, sample.parts.path);
  return curlLine(mock.url, { ...sample, headers: { ...sample.headers, ...(key && { [scheme.name!]: key }) } }, ca);
}

/** The session that belongs to what the path names; nothing where the world knows none. */
function keyFor(mock: RunningMock, path: Record<string, unknown>): string | undefined {
  for (const columns of [path, {}]) {
    try {
      return mock.sessionOf(columns);
    } catch {
      continue;
    }
  }
  return undefined;
}
