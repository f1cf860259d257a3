import { parseArgs } from 'node:util';
import { contract, ContractError, loadContract } from '@cc-gateway/spec';
import { startMock, type MockOptions } from './mock.ts';

const usage = `cc-gateway-mock [--port N] [--host NAME] [--scenario quiet-day|open] [--violations gateway|problem]
                [--log pretty|json|silent] [--spec FILE]`;

/** Runs the mock until SIGINT or SIGTERM; gives the exit code. Wrong usage: a sentence on stderr, and 2. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    const options = await readOptions(args);
    const mock = await startMock(options);
    process.stdout.write(`${mock.contract.title} ${mock.contract.stamp.version} on ${mock.url}\n`);
    if (mock.world) process.stdout.write(`${JSON.stringify(mock.world.rows(), null, 2)}\n`);
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    await mock.close();
    return 0;
  } catch (error) {
    process.stderr.write(`cc-gateway-mock: ${sentenceOf(error)}\n`);
    return 2;
  }
}

class UsageError extends Error {}

async function readOptions(args: string[]): Promise<MockOptions & { host: string; port: number }> {
  const { values } = parse(args);
  const { host, scenario, violations, log, spec } = values;
  return {
    host,
    port: portOf(values.port),
    scenario: oneOf('--scenario', scenario, ['quiet-day', 'open']),
    violations: oneOf('--violations', violations, ['gateway', 'problem']),
    log: oneOf('--log', log, ['pretty', 'json', 'silent']),
    contract: spec === undefined ? contract : await loadContract(spec),
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
        log: { type: 'string', default: 'pretty' },
        spec: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}

function oneOf<const T extends string>(flag: string, received: string, expected: T[]): T {
  if ((expected as string[]).includes(received)) return received as T;
  throw new UsageError(`${flag} is ${JSON.stringify(received)}, expected ${expected.join(', ')}.\n${usage}`);
}

function portOf(received: string): number {
  const port = Number(received);
  if (/^\d+$/.test(received) && port <= 65_535) return port;
  throw new UsageError(`--port is ${JSON.stringify(received)}, expected a whole number from 0 to 65535.\n${usage}`);
}

function sentenceOf(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken; choose another with --port.`;
  if (error instanceof UsageError || error instanceof ContractError || code) return message;
  throw error;
}
