import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { mockFor } from './ask.ts';
import { bodyOf, contractOf, ok } from './document.ts';

interface Heard {
  method: string | undefined;
  url: string | undefined;
  type: string | undefined;
  body: string;
}

async function listener(): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      heard.push({ method, url, type: headers['content-type'], body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const event = {
  patch: {
    requestBody: { content: { 'application/json': { example: { event: 'begun' } } } },
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } },
  },
};

test('callbacks are sent once for each request, to the address that it names, and what becomes of them changes no answer', async () => {
  const { url, heard } = await listener();
  const form = 'application/x-www-form-urlencoded';
  const subscribe = (mediaType: string) => ({
    requestBody: bodyOf(mediaType, { type: 'object', required: ['to'] }),
    responses: ok(),
    callbacks: { begun: { '{$request.body#/to}/events?by={$method}': event } },
  });
  const paths = { '/json': { post: subscribe('application/json') }, '/form': { post: subscribe(form) } };
  await using mock = await mockFor({ contract: contractOf(paths) });
  const post = async (path: string, type: string, body: string): Promise<number> =>
    (await fetch(mock.url + path, { method: 'POST', headers: { 'content-type': type }, body })).status;

  expect(await post('/json', 'application/json', JSON.stringify({ to: url }))).toBe(200);
  await expect.poll(() => heard).toHaveLength(1);
  expect(await post('/json', 'application/json', JSON.stringify({ to: url }))).toBe(200);
  await expect.poll(() => heard).toHaveLength(2);
  expect(await post('/form', form, new URLSearchParams({ to: url }).toString())).toBe(200);
  await expect.poll(() => heard).toHaveLength(3);
  expect(heard[2]).toEqual({
    method: 'PATCH',
    url: '/events?by=post',
    type: 'application/json',
    body: '{"event":"begun"}',
  });
  for (const to of ['http://127.0.0.1:1', 'nowhere']) {
    expect(await post('/json', 'application/json', JSON.stringify({ to }))).toBe(200);
  }
  expect(heard).toHaveLength(3);
});
