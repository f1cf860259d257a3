import { mkdtemp, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../src/index.ts';
import { bounded, guid, otherGuid } from './faulty/document.ts';
import { startGateway } from './faulty/gateway.ts';

const document = `openapi: 3.1.1
info: { title: Pets, version: '1' }
paths:
  /pets:
    delete: { operationId: deletePets, responses: { '204': { description: Gone. } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    delete: { operationId: deletePet, responses: { '204': { description: Gone. } } }
`;

/** A provider that keeps this document, and remembers what it carried out. */
async function provider() {
  const carriedOut: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const known = /^\/pets(\/[^/?]+)?$/.test(new URL(request.url!, 'http://a').pathname);
    if (known && request.method === 'DELETE') carriedOut.push(request.url!);
    response.writeHead(known ? (request.method === 'DELETE' ? 204 : 405) : 404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => void (server.closeAllConnections(), server.close());
  return { url, carriedOut, [Symbol.asyncDispose]: close };
}

async function specFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'safe-')), 'openapi.yaml');
  await writeFile(file, document);
  return file;
}

test.concurrent.each(['safe', 'effects'] as const)(
  'at %s nothing is carried out where no session is needed and nothing is offered',
  async (level) => {
    await using pets = await provider();
    const report = await check({ url: pets.url, spec: await specFile(), level });
    expect(pets.carriedOut).toEqual([]);
    expect(JSON.stringify(report)).toContain('no session is needed');
  },
);

test.concurrent('at safe nothing is carried out with a session that is given', async () => {
  let carriedOut = 0;
  const gateway = await startGateway({ reply: (reply, { isSuccess }) => ((carriedOut += Number(isSuccess)), reply) });
  const report = await check({ url: gateway.url, spec: bounded, auth: guid, otherAuth: otherGuid });
  await gateway.close();
  expect(carriedOut).toBe(0);
  // The document of the tests demands what its own examples lack.
  expect(report.findings.filter(({ severity }) => severity !== 'contradiction')).toEqual([]);
});

test.concurrent('at full valid calls are carried out', async () => {
  await using pets = await provider();
  await check({ url: pets.url, spec: await specFile(), level: 'full' });
  expect(pets.carriedOut).not.toEqual([]);
});
