import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientModule, clientTypes, examplesModule } from '@cc-gateway/codegen';
import { readContract } from '@cc-gateway/spec';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CallError } from '../src/index.ts';

const json = (schema: object, more: object = {}): object => ({ content: { 'application/json': { schema, ...more } } });
const text = { type: 'string' };

/** Operations of kinds that this gateway's contract does not have, under no extension. */
const document = {
  openapi: '3.1.1',
  info: { title: 'Others', version: '2.0.0' },
  components: {
    securitySchemes: {
      Query: { type: 'apiKey', in: 'query', name: 'key' },
      Cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    },
  },
  paths: {
    '/calls': {
      get: {
        operationId: 'listCalls',
        parameters: [
          { name: 'queue', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'text', in: 'query', schema: text },
          { name: 'X-Trace', in: 'header', schema: text },
          { name: 'theme', in: 'cookie', schema: text },
        ],
        responses: { 200: json({ type: 'array', items: text }), 204: { description: 'none' } },
      },
      post: {
        operationId: 'addCalls',
        security: [{ Query: [] }],
        requestBody: { required: true, ...json({ type: 'array', items: text }) },
        responses: { 201: json({ type: 'object' }) },
      },
    },
    '/calls/{id}': {
      delete: {
        operationId: 'drop-call',
        security: [{ Cookie: [] }],
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: { 204: { description: 'gone' } },
      },
    },
    '/note': {
      put: {
        operationId: 'note',
        requestBody: { content: { 'text/plain': { schema: text } } },
        responses: { '2XX': { description: 'kept' } },
      },
    },
  },
};

const contract = readContract(structuredClone(document), { version: '2.0.0', hash: 'a'.repeat(64) });

type Method = (args?: object) => Promise<unknown>;
let folder: string;
let client: typeof import('../src/index.ts');
beforeAll(async () => {
  // Inside the package, so that the module is resolved as the generated one is.
  folder = await mkdtemp(join(import.meta.dirname, '../dist/other-'));
  await writeFile(join(folder, 'generated.js'), await clientModule(contract, '9.9.9'));
  vi.doMock('#generated', () => import(join(folder, 'generated.js')));
  vi.resetModules();
  client = await import('../src/index.ts');
});
afterAll(async () => {
  vi.doUnmock('#generated');
  await rm(folder, { recursive: true });
});

/** A client whose gateway answers once, and what it was sent. */
function answering(response: Response) {
  const sent: { url: string; method: string; headers: Record<string, string>; body?: unknown }[] = [];
  let asked = 0;
  const gateway = client.createGatewayClient({
    baseUrl: 'https://gateway.example',
    guid: () => `session-key-${++asked}`,
    credentials: { Cookie: () => `session-key-${++asked}` },
    headers: { 'X-Own': 'a' },
    fetch: async (url: string, request: { method: string; headers: Record<string, string> }) => (
      sent.push({ url, ...request }),
      response
    ),
  } as never) as unknown as Record<string, Method>;
  return { gateway, sent, asked: () => asked };
}

test('query, header and cookie parameters go to their places, and no key is asked for where none is needed', async () => {
  const { gateway, sent, asked } = answering(Response.json(['a']));
  const args = { queue: [1, 2], text: 'a&b=ü', 'X-Trace': 't', theme: 'dark side' };
  await expect(gateway['listCalls']!(args)).resolves.toEqual(['a']);
  expect(sent).toMatchObject([
    {
      url: 'https://gateway.example/calls?queue=1&queue=2&text=a%26b%3D%C3%BC',
      method: 'GET',
      headers: { 'X-Trace': 't', Cookie: 'theme=dark%20side', 'X-Own': 'a', Accept: 'application/json' },
    },
  ]);
  expect(sent[0]!.body).toBeUndefined();
  expect(sent[0]!.headers).not.toHaveProperty('Content-Type');
  expect(asked()).toBe(0);
});

test('arguments may be left out where all are optional, and a documented 204 has no body', async () => {
  const { gateway } = answering(new Response(null, { status: 204 }));
  await expect(gateway['listCalls']!()).resolves.toBeUndefined();
});

test('a body that is no object is the argument body, and a key may stand in the query', async () => {
  const { gateway, sent } = answering(Response.json({}, { status: 201 }));
  await expect(gateway['addCalls']!({ body: ['a'] })).resolves.toEqual({});
  expect(sent).toMatchObject([
    {
      url: 'https://gateway.example/calls?key=session-key-1',
      body: '["a"]',
      headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    },
  ]);
  await expect(gateway['addCalls']!({ body: [1] })).rejects.toMatchObject({ name: 'InvalidArgumentError' });
  await expect(gateway['addCalls']!()).rejects.toMatchObject({ name: 'InvalidArgumentError' });
});

test('an operation without a body and a success rule is told by its status, and its key may be a cookie', async () => {
  const { gateway, sent } = answering(new Response(null, { status: 204 }));
  await expect(gateway['drop-call']!({ id: 'a/../b?c#d%' })).resolves.toBeUndefined();
  expect(sent).toMatchObject([
    {
      url: 'https://gateway.example/calls/a%2F..%2Fb%3Fc%23d%25',
      method: 'DELETE',
      headers: { Cookie: 'sid=session-key-1' },
    },
  ]);
  for (const id of ['', '.', '..']) {
    await expect(gateway['drop-call']!({ id })).rejects.toMatchObject({ name: 'InvalidArgumentError' });
  }
  const refused: unknown = await answering(Response.json({}, { status: 404 })).gateway['drop-call']!({ id: '1' }).catch(
    (error: CallError) => error,
  );
  expect(refused).toMatchObject({ name: 'UnusableAnswerError', status: 404, outcome: 'not-applied' });
});

test('a body of another media type is sent as it is', async () => {
  const { gateway, sent } = answering(new Response('whatever', { status: 202 }));
  await expect(gateway['note']!({ body: 'a "note"' })).resolves.toBeUndefined();
  expect(sent).toMatchObject([{ body: 'a "note"', headers: { 'Content-Type': 'text/plain' } }]);
});

test('its methods and examples are typed', () => {
  expect(clientTypes(contract)).toContain('readonly "drop-call": (args: DropCallArguments');
  expect(clientTypes(contract)).toContain('readonly listCalls: (args?: ListCallsArguments');
  expect(examplesModule(contract)).toContain('"listCalls"');
});
