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
      host: flags.host,
      log: 'pretty',
      allowedHosts: flags.allowedHosts,
      ...(ca !== undefined && { tls: { caOut: ca } }),
    });
    if (!isLoopback(flags.host)) {
      process.stderr.write(`cc-gateway-sandbox: listens on ${flags.host}: whoever reaches it can ask it.\n`);
    }
    print(`The example, run against the sandbox:`);
    const url = nearest(sandbox.url);
    await runExample(url, stopped.signal, ca);
    // What the example moved is undone, so that a reader's first request changes something.
    sandbox.reset();
    if (!stopped.signal.aborted) {
      print(introduction(sandbox, url, ca));
      await once(stopped.signal, 'abort');
    }
    await sandbox.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, env)}\n`);
    return 2;
  }
}

function introduction({ mock: { contract } }: Sandbox, url: string, ca: string | undefined): string {
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

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/i.test(host);

/** The address for programs of this machine: what listens on every address listens on loopback. */
const nearest = (url: string): string => url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const temporaryFile = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'cc-gateway-')), 'ca.pem');

function sentenceOf(error: unknown, env: NodeJS.ProcessEnv): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE' && port !== undefined) {
    const command = env.npm_lifecycle_event === 'npx' ? 'npx @cc-gateway/sandbox' : 'npm start';
    return `Port ${port} is taken. Choose another with PORT, for example: PORT=${port + 1} ${command}`;
  }
  if (error instanceof UsageError || code) return message;
  throw error;
}
