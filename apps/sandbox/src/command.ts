import { once } from 'node:events';
import { curlLine, sampleRequests } from '@cc-gateway/spec';
import { runExample } from './example.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

/** Runs the sandbox until SIGINT or SIGTERM; gives the exit code. `PORT` chooses the port. */
export async function runCommand(env: NodeJS.ProcessEnv): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped.abort());
  const port = portOf(env.PORT ?? '8043');
  if (port === undefined)
    return complain(`PORT is ${JSON.stringify(env.PORT)}, expected a whole number from 0 to 65535.`);
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox({ port, log: 'pretty' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return complain(`Port ${port} is taken. Choose another with PORT, for example: PORT=${port + 1} npm start`);
  }
  print(`The example, run against the sandbox:`);
  await runExample(sandbox.url, stopped.signal);
  if (!stopped.signal.aborted) {
    print(introduction(sandbox));
    await once(stopped.signal, 'abort');
  }
  await sandbox.close();
  return 0;
}

function introduction({ mock: { contract }, url }: Sandbox): string {
  const samples = contract.operations.flatMap((operation) => sampleRequests(contract, operation));
  return [
    '',
    `Docs     ${url}/`,
    ...contract.operations.map(({ method, path }) => `Gateway  ${method} ${url}${path}`),
    '',
    'Try it:',
    '',
    ...samples.map((sample) => curlLine(url, sample)),
    '',
    'Each request is logged here. Stop with Ctrl-C.',
  ].join('\n');
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

const portOf = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
