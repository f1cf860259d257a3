import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curlLine, sampleRequests } from '@cc-gateway/spec';
import { runExample } from './example.ts';
import { readFlags, usage, UsageError } from './flags.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

/** Runs the sandbox until SIGINT or SIGTERM; gives the exit code. Wrong usage: a sentence on stderr, and 2. */
export async function runCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped.abort());
  try {
    const flags = readFlags(args, env);
    if (flags === 'help') {
      print(usage);
      return 0;
    }
    const ca = flags.tls ? (flags.caOut ?? (await temporaryFile())) : undefined;
    const sandbox = await startSandbox({
      port: flags.port,
      log: 'pretty',
      allowedHosts: flags.allowedHosts,
      ...(ca !== undefined && { tls: { caOut: ca } }),
    });
    print(`The example, run against the sandbox:`);
    await runExample(sandbox.url, stopped.signal, ca);
    // What the example moved is undone, so that a reader's first request changes something.
    sandbox.reset();
    if (!stopped.signal.aborted) {
      print(introduction(sandbox, ca));
      await once(stopped.signal, 'abort');
    }
    await sandbox.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 2;
  }
}

function introduction({ mock: { contract }, url }: Sandbox, ca: string | undefined): string {
  const samples = contract.operations.flatMap((operation) => sampleRequests(contract, operation));
  return [
    '',
    `Docs     ${url}/`,
    ...contract.operations.map(({ method, path }) => `Gateway  ${method} ${url}${path}`),
    ...(ca === undefined ? [] : [`Trust    ${ca}`]),
    '',
    'Try it:',
    '',
    ...samples.map((sample) => curlLine(url, sample, ca)),
    '',
    'Each request is logged here. Stop with Ctrl-C.',
  ].join('\n');
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const temporaryFile = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'cc-gateway-')), 'ca.pem');

function sentenceOf(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE' && port !== undefined) {
    return `Port ${port} is taken. Choose another with PORT, for example: PORT=${port + 1} npm start`;
  }
  if (error instanceof UsageError || code) return message;
  throw error;
}
