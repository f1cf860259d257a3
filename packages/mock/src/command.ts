import { readFileSync } from 'node:fs';
import { contract, ContractError, loadContract, type Contract } from '@cc-gateway/spec';
import { readFlags, UsageError, type Run } from './flags.ts';
import { greetingOf } from './greeting.ts';
import { isLoopback } from './hosts.ts';
import { findScenario } from './scenario/find.ts';
import { readyNames } from './scenario/ready.ts';
import { ScenarioError } from './scenario/read.ts';
import { tell } from './standard-streams.ts';
import { startMock, type StartOptions } from './start.ts';
import { usage } from './usage.ts';
import { watchFiles } from './watch.ts';
import { runWorkers, unshared, workerNumber } from './workers.ts';
import { growYoungSpace } from './young-space.ts';

/** Runs the mock until SIGINT or SIGTERM; gives the exit code. Wrong usage: a sentence on stderr, and 2. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    const wanted = await readFlags(args);
    if (typeof wanted === 'string') {
      process.stdout.write(`${wanted === 'help' ? usage : version()}\n`);
      return 0;
    }
    return wanted.workers === 1 || workerNumber() !== undefined ? await runOne(wanted) : await runMany(wanted);
  } catch (error) {
    say(sentenceOf(error));
    // The channel to the process that started this one would keep it alive.
    if (workerNumber() !== undefined) process.channel?.unref();
    return 2;
  }
}

/** Runs several processes, where they can play what one would. */
async function runMany({ options, watch, workers }: Run): Promise<number> {
  const scenario = await findScenario(options.scenario ?? 'quiet-day', options.contract!);
  const why = watch ? 'each process would watch for itself' : unshared(options.contract!, scenario, options);
  if (why !== undefined) throw new UsageError(`--workers ${workers} cannot be: ${why}.`);
  return runWorkers(workers, say);
}

/** Runs the mock in this process. Of several, the last alone says what is to be said. */
async function runOne({ options, document, remote, watch, workers }: Run): Promise<number> {
  if (watch && document !== undefined && /^https?:/i.test(document)) {
    throw new UsageError(
      `--watch is given with ${JSON.stringify(document)}, expected a file: an address does not say when it changes.`,
    );
  }
  const mock = await startMock(options);
  growYoungSpace(2);
  // Who reads that it listens may stop it at once.
  const stopped = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const ending = new AbortController();
  if ((workerNumber() ?? workers) === workers) {
    for (const line of [...warningsOf(options), ...mock.warnings]) say(line);
    process.stdout.write(greetingOf(mock, options));
    // What was built has been proven; of another document it takes a while, for which nobody is to wait.
    if (options.contract !== contract) void lookThrough(mock.contract, options, ending.signal);
  }
  const { scenario } = options;
  const file = typeof scenario === 'string' && !readyNames.includes(scenario) ? { scenario } : {};
  const watched = {
    ...(document !== undefined && { document }),
    ...file,
    load: (file: string) => loadContract(file, { remote }),
  };
  const unwatch = watch ? watchFiles(mock, watched, say) : undefined;
  await stopped;
  ending.abort();
  unwatch?.();
  await mock.close();
  if (workerNumber() !== undefined) process.disconnect();
  return 0;
}

async function lookThrough(given: Contract, options: StartOptions, signal: AbortSignal): Promise<void> {
  const { tellUnmakable } = await import('./prism/unmakable.ts');
  await tellUnmakable(given, options, say, signal);
}

const say = (line: string): void => tell(`cc-gateway-mock: ${line}`);

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

function warningsOf({ host = '127.0.0.1' }: StartOptions): string[] {
  if (isLoopback(host)) return [];
  const where = /^(0\.0\.0\.0|::)$/.test(host) ? 'every address of this machine' : `${host}, which is not loopback`;
  return [`listens on ${where}: whoever reaches it can ask it. Without --host it listens on loopback alone.`];
}

const sentences: Record<string, string> = {
  EADDRINUSE: 'is taken; choose another with --port or --control.',
  EACCES: 'needs rights that this user does not have; choose one above 1023.',
};

function sentenceOf(error: unknown): string {
  const { code = '', port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (port !== undefined && sentences[code]) return `port ${port} ${sentences[code]}`;
  if (error instanceof UsageError) return `${message} --help lists the flags.`;
  if (error instanceof ScenarioError || code) return message;
  if (!(error instanceof ContractError) && (error as Error).name !== 'DocumentError') throw error;
  return message.includes('unless that is allowed') ? `${message} --remote allows addresses.` : message;
}
