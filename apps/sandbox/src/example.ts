import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs the example program against a gateway, its output where ours is, until it ends or `signal` says so. */
export async function runExample(url: string, signal: AbortSignal): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('@cc-gateway/example/main.ts'));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, GATEWAY_URL: url },
    stdio: 'inherit',
    signal,
  });
  await once(child, 'exit').catch(() => {});
}
