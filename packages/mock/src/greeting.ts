import type { Operation } from '@cc-gateway/spec';
import { stringify } from 'yaml';
import type { RunningMock, StartOptions } from './mock.ts';
import { exampleRequests } from './scenario/quiet-day.ts';

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

/** The operation's example request as a curl line, with the key of the first session where one is needed. */
function curlOf(mock: RunningMock, operation: Operation, ca: string | undefined): string {
  const { path, query, headers, body } = exampleRequests(operation)[0]!;
  const filled = operation.path.replaceAll(/\{([^{}]+)\}/g, (_, name) =>
    encodeURIComponent(String(path[name] ?? name)),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  );
  const mediaType = operation.body?.contents[0]?.mediaType;
  const lines = [
    ...Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${String(value)}`])),
    ...keyHeader(mock, operation, path),
    ...(body === undefined || mediaType === undefined ? [] : [`Content-Type: ${mediaType}; charset=UTF-8`]),
  ];
  return [
    `curl -X ${operation.method}`,
    ...(ca === undefined ? [] : [`--cacert ${quoted(ca)}`]),
    quoted(`${mock.url}${filled}${search.size > 0 ? `?${search.toString()}` : ''}`),
    ...lines.map((line) => `-H ${quoted(line)}`),
    ...(body === undefined ? [] : [`-d ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`]),
  ].join(' ');
}

function keyHeader(mock: RunningMock, operation: Operation, path: Record<string, unknown>): string[] {
  const scheme = operation.security[0]?.find((candidate) => candidate.in === 'header');
  if (!scheme) return [];
  return [`${scheme.name}: ${keyFor(mock, path)}`];
}

// The session that belongs to what the path names; without a world every key is as good.
function keyFor(mock: RunningMock, path: Record<string, unknown>): string {
  for (const columns of [path, {}]) {
    try {
      return mock.sessionOf(columns);
    } catch {
      continue;
    }
  }
  return 'any';
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
