import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Runs the example program against a gateway, its output where ours is, until it ends or `signal` says so. `ca` is the
 * PEM file of the certificate authority to trust, where one was made.
 */
export async function runExample(url: string, signal: AbortSignal, ca?: string): Promise<void> {
  const program = fileURLToPath(new URL('../dist/program.js', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, CC_GATEWAY_URL: url, ...(ca !== undefined && { NODE_EXTRA_CA_CERTS: ca }) },
    stdio: 'inherit',
    signal,
  });
  await once(child, 'exit').catch(() => {});
}
