/** A client as hey-api generates it from the contract: made anew in a temporary folder inside this package. */
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import type { Call } from './clients.ts';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../dist/hey-api', import.meta.url));

/** Generates the client and bundles it into one module. */
export async function generateHeyApi(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const input = fileURLToPath(import.meta.resolve('@cc-gateway/spec/openapi.yaml'));
  await createClient({
    input,
    output: folder,
    plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
    logs: { level: 'silent' },
  });
  const entry = `export * from './sdk.gen'; export { client } from './client.gen';`;
  await build({
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: `${folder}/bundle.mjs`,
  });
}

/** A call by the generated client. */
export async function heyApi(
  baseUrl: string,
  argumentsOf: (index: number) => { agentid: string; callid: string; skillid: number },
  headers: Record<string, string>,
  fetch: typeof globalThis.fetch | undefined,
): Promise<Call> {
  const { client, assignUserInQueue } = (await import(`${folder}/bundle.mjs`)) as {
    client: { setConfig(config: object): void };
    assignUserInQueue: (options: object) => Promise<{ data?: { retcode: string } }>;
  };
  client.setConfig({ baseUrl, headers, auth: () => headers['Guid'], ...(fetch && { fetch }) });
  return async (index) => {
    const { agentid, ...body } = argumentsOf(index);
    return (await assignUserInQueue({ path: { agentid }, body })).data?.retcode;
  };
}
