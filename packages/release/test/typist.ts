import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { servingSays } from './typed.ts';

/**
 * Types a command into bash, as a person does, and stops one that serves with Ctrl-C once it says that it does, and `meanwhile`
 * has been done with what it says. Gives how it ended, and all that it said.
 */
export async function type(
  command: string,
  options: { cwd: string; env: NodeJS.ProcessEnv },
  meanwhile: (said: string) => Promise<unknown> = async () => {},
): Promise<{ code: number | null; said: string }> {
  const child = spawn('bash', ['-c', command], { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const serving = servingSays(command);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const stop = (): boolean => process.kill(-child.pid!, 'SIGINT');
  let said = '';
  let isServing = false;
  let fault: unknown;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (isServing || !serving?.test(said)) return;
      isServing = true;
      meanwhile(said)
        .catch((error: unknown) => (fault = error))
        .finally(stop);
    });
  const [code] = await closed;
  if (fault !== undefined) throw new Error(`${command} said:\n${said}`, { cause: fault });
  return { code, said };
}
