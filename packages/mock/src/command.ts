import { ContractError } from '@cc-gateway/spec';
import { greetingOf } from './greeting.ts';
import { startMock } from './start.ts';
import { readFlags, usage, UsageError } from './flags.ts';
import { ScenarioError } from './scenario/read.ts';

/** Runs the mock until SIGINT or SIGTERM; gives the exit code. Wrong usage: a sentence on stderr, and 2. */
export async function runCommand(args: string[]): Promise<number> {
  // Whoever reads the lines may leave; the mock goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const options = await readFlags(args);
    if (options === 'help') {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    const mock = await startMock(options);
    process.stdout.write(greetingOf(mock, options));
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    await mock.close();
    return 0;
  } catch (error) {
    process.stderr.write(`cc-gateway-mock: ${sentenceOf(error)}\n`);
    return 2;
  }
}

const sentences: Record<string, string> = {
  EADDRINUSE: 'is taken; choose another with --port or --control.',
  EACCES: 'needs rights that this user does not have; choose one above 1023.',
};

function sentenceOf(error: unknown): string {
  const { code = '', port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (port !== undefined && sentences[code]) return `port ${port} ${sentences[code]}`;
  if (error instanceof UsageError) return `${message}\n${usage}`;
  if (error instanceof ContractError || error instanceof ScenarioError || code) return message;
  throw error;
}
