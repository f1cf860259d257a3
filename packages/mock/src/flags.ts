import { parseArgs } from 'node:util';
import { contract, loadContract } from '@cc-gateway/spec';
import type { StartOptions } from './start.ts';
import { readyNames } from './scenario/ready.ts';
import type { Latency } from './scenario/scenario.ts';

/** The flags of the command. */
export const usage = `cc-gateway-mock: a mock that answers from its contract.

  --port N              8043 unless told; 0 takes a free one
  --host NAME           127.0.0.1 unless told
  --scenario NAME|FILE  ${readyNames.join(', ')}, or a YAML file; quiet-day unless told
  --violations KIND     gateway: refused as the gateway does; problem: Prism's application/problem+json
  --latency MS|MIN-MAX  what every answer waits for
  --log FORMAT          pretty, json or silent
  --spec FILE           another OpenAPI 3.x document
  --tls                 HTTPS with a certificate made at start
  --ca-out FILE         where the PEM of its authority is written, for clients to trust
  --cert FILE --key FILE  HTTPS with this certificate
  --control PORT        the test control over HTTP on a port of its own; 0 takes a free one
  --help                this text`;

/** A flag that cannot be read. */
export class UsageError extends Error {}

/** Reads the flags. Throws UsageError, or ContractError where `--spec` is no contract. */
export async function readFlags(args: string[]): Promise<StartOptions | 'help'> {
  const values = parse(args);
  if (values.help) return 'help';
  const { cert, key, 'ca-out': caOut } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError(
      `--${cert === undefined ? 'key' : 'cert'} is given alone, expected --cert and --key together.`,
    );
  }
  if (caOut !== undefined && cert !== undefined) {
    throw new UsageError('--ca-out is given with --cert, expected one or the other: no authority is made.');
  }
  const hasTls = values.tls || cert !== undefined || caOut !== undefined;
  const files = { ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
  return {
    host: values.host,
    port: portOf('--port', values.port),
    scenario: values.scenario,
    violations: oneOf('--violations', values.violations, ['gateway', 'problem']),
    log: oneOf('--log', values.log, ['pretty', 'json', 'silent']),
    contract: values.spec === undefined ? contract : await loadContract(values.spec),
    latency: values.latency === undefined ? 0 : latencyOf(values.latency),
    ...(hasTls && { tls: { ...files, ...(caOut !== undefined && { caOut }) } }),
    ...(values.control !== undefined && { control: portOf('--control', values.control) }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '8043' },
        host: { type: 'string', default: '127.0.0.1' },
        scenario: { type: 'string', default: 'quiet-day' },
        violations: { type: 'string', default: 'gateway' },
        latency: { type: 'string' },
        log: { type: 'string', default: 'pretty' },
        spec: { type: 'string' },
        tls: { type: 'boolean', default: false },
        'ca-out': { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        control: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function oneOf<const T extends string>(flag: string, received: string, expected: T[]): T {
  if ((expected as string[]).includes(received)) return received as T;
  throw new UsageError(`${flag} is ${JSON.stringify(received)}, expected ${expected.join(', ')}.`);
}

function portOf(flag: string, received: string): number {
  const port = Number(received);
  if (/^\d+$/.test(received) && port <= 65_535) return port;
  throw new UsageError(`${flag} is ${JSON.stringify(received)}, expected a whole number from 0 to 65535.`);
}

function latencyOf(received: string): Latency {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(received) ?? [];
  if (from === undefined) {
    throw new UsageError(`--latency is ${JSON.stringify(received)}, expected milliseconds as 250 or 100-400.`);
  }
  return to === undefined ? Number(from) : { min: Number(from), max: Number(to) };
}
