import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { greetingOf } from '../src/greeting.ts';
import { mockFor } from './ask.ts';
import { bodyOf, contractOf, ok } from './document.ts';

const schemes: Json = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: { type: 'oauth2', flows: {} },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://x/y' },
};

const list = { type: 'array', items: { type: 'string' }, minItems: 2 };
const inQuery = (more: Json): Json => ({
  parameters: [{ name: 'q', in: 'query', required: true, schema: list, ...more }],
});

test.for<[string, Json]>([
  ...Object.keys(schemes).map((name): [string, Json] => [`the scheme ${name}`, { security: [{ [name]: [] }] }]),
  ['a list in the query', inQuery({})],
  ['a list that is not exploded', inQuery({ explode: false })],
  ['pipes', inQuery({ style: 'pipeDelimited', explode: false })],
  [
    'an object of brackets',
    inQuery({
      style: 'deepObject',
      schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
    }),
  ],
  ['a text with blanks and quotes', inQuery({ schema: { type: 'string', enum: ["it's a & b"] } })],
  ['a cookie', { parameters: [{ name: 'c', in: 'cookie', required: true, schema: { type: 'integer' } }] }],
  [
    'a form',
    {
      requestBody: bodyOf('application/x-www-form-urlencoded', {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string', minLength: 3 } },
      }),
    },
  ],
  [
    'parts',
    {
      requestBody: bodyOf('multipart/form-data', {
        type: 'object',
        required: ['f'],
        properties: { f: { type: 'string', format: 'binary' } },
      }),
    },
  ],
  ['JSON', { requestBody: bodyOf('application/json', { type: 'string', pattern: "^it's \\$[0-9]{3}$" }) }],
])('the line to try works as printed for %s', async ([, operation]) => {
  const contract = contractOf(
    { '/things': { post: { ...operation, responses: ok() } } },
    { components: { securitySchemes: schemes } },
  );
  await using mock = await mockFor({ contract });
  const [, line] = greetingOf(mock, {}).split('Try:\n');
  const { stdout } = await promisify(execFile)('/bin/sh', [
    '-c',
    `${line} --silent --show-error`.replace('\n --silent', ' --silent'),
  ]);
  expect(stdout).toBe('{"ok":true}');
});

test('what nobody can write is not printed, and the next operation is', async () => {
  const never = { requestBody: bodyOf('application/json', { type: 'string', pattern: '^a$', minLength: 2 }) };
  const paths = { '/never': { post: { ...never, responses: ok() } }, '/things': { get: { responses: ok() } } };
  await using mock = await mockFor({ contract: contractOf(paths) });
  const greeting = greetingOf(mock, {});
  expect(greeting).toMatch(/^ {2}POST \/never {2}POST \/never$/m);
  expect(greeting).toContain(`curl -X GET '${mock.url}/things'`);
});

test('it names twenty operations, and how many more there are', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 23 }, (_, index) => [`/t${index}`, { get: { responses: ok() } }]),
  );
  await using mock = await mockFor({ contract: contractOf(paths) });
  const lines = greetingOf(mock, {}).split('\n');
  expect(lines.filter((line) => line.startsWith('  GET /t'))).toHaveLength(20);
  expect(lines).toContain('  and 3 more');
});

test.for(['quiet-day', 'switchover', 'session-expiry'])(
  'of a document without title, state and sessions %s says nothing that is not there',
  async (scenario) => {
    const contract = contractOf({ '/things': { get: { responses: ok() } } }, { info: undefined });
    await using mock = await mockFor({ contract, scenario });
    const greeting = greetingOf(mock, {});
    expect(greeting).toMatch(/^An untitled document on http:/);
    expect(greeting).not.toMatch(/undefined|world/);
    if (scenario !== 'quiet-day') expect(greeting).toContain('this scenario does nothing.');
  },
);
