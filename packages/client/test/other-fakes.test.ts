import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examplesModule } from '@cc-gateway/codegen';
import { readContract } from '@cc-gateway/spec';
import { expect, test, vi } from 'vitest';

const text = (example?: string): object => ({
  description: '',
  content: { 'text/plain': { schema: {}, ...(example && { example }) } },
});
const document = {
  openapi: '3.1.1',
  info: { title: 'Others', version: '2.0.0' },
  paths: {
    '/bare': { get: { operationId: 'bare', responses: { 200: text() } } },
    '/full': { get: { operationId: 'full', responses: { '4XX': text('too much') } } },
  },
};

async function fakes(): Promise<typeof import('../src/testing/index.ts')> {
  const contract = readContract(structuredClone(document), { version: '2.0.0', hash: 'a'.repeat(64) });
  const folder = await mkdtemp(join(import.meta.dirname, '../dist/other-'));
  try {
    await writeFile(join(folder, 'examples.js'), examplesModule(contract));
    const examples = (await import(join(folder, 'examples.js'))) as object;
    vi.doMock('#examples', () => examples);
    vi.resetModules();
    return await import('../src/testing/index.ts');
  } finally {
    await rm(folder, { recursive: true });
  }
}

const request = { method: 'GET', headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;

test('a fake of a document without examples says that there are none, and answers with a Response', async () => {
  const { createFakeFetch } = await fakes();
  await expect(createFakeFetch()('https://gateway.example/bare', request)).rejects.toThrow(
    'the contract has no example "of a success"; it has none here: answer with a Response of your own.',
  );
  const answer = await createFakeFetch(new Response('mine'))('https://gateway.example/bare', request);
  expect(answer.status).toBe(200);
});

test('an example of a range of statuses has the first, and text is text', async () => {
  const { createFakeFetch } = await fakes();
  const answer = (await createFakeFetch()('https://gateway.example/full', request)) as Response;
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('too much');
});
