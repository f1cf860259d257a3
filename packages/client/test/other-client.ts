import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueModule, clientModule } from '@cc-gateway/codegen';
import { readContract } from '@cc-gateway/spec';
import { vi } from 'vitest';

type Client = typeof import('../src/index.ts');

/** The client's package, generated for another document of these paths. */
export async function clientFor(paths: object, more: object = {}): Promise<Client> {
  const document = { openapi: '3.1.1', info: { title: 'Others', version: '2.0.0' }, paths, ...more };
  const contract = readContract(structuredClone(document), { version: '2.0.0', hash: 'a'.repeat(64) });
  // Inside the package, so that the module is resolved as the generated one is.
  const folder = await mkdtemp(join(import.meta.dirname, '../dist/other-'));
  try {
    await writeFile(join(folder, 'generated.js'), await clientModule(contract, '9.9.9'));
    await writeFile(join(folder, 'catalogue.js'), await catalogueModule(contract));
    const modules = {
      generated: await import(join(folder, 'generated.js')),
      catalogue: await import(join(folder, 'catalogue.js')),
    };
    vi.doMock('#generated', () => modules.generated as object);
    vi.doMock('#catalogue', () => modules.catalogue as object);
    vi.resetModules();
    return await import('../src/index.ts');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A request as a `fetch` got it. */
export interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

type Method = (args?: object) => Promise<unknown>;

/** A client whose gateway answers each request with `response`, and what was sent. */
export function answering(client: Client, response: () => Response, options: object = {}) {
  const sent: Sent[] = [];
  const fetch = (url: string, request: Omit<Sent, 'url'>): Promise<Response> => {
    sent.push({ url, ...request });
    return Promise.resolve(response());
  };
  const given = { baseUrl: 'https://gateway.example', fetch, ...options } as never;
  return { gateway: client.createGatewayClient(given) as unknown as Record<string, Method>, sent };
}
