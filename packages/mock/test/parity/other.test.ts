import { fileURLToPath } from 'node:url';
import { loadContract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { mockFor } from '../ask.ts';
import { differences, otherDifferences } from './differences.ts';
import { startPrismCli } from '@cc-gateway/testing/prism-cli';
import { exchange, type Request } from './send.ts';

const document = fileURLToPath(new URL('other.yaml', import.meta.url));

const get = (target: string, headers: Record<string, string> = {}): Request => ({ method: 'GET', target, headers });

const post = (body: string, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  target: '/things',
  headers: { 'content-type': 'application/json', authorization: 'Bearer x', ...headers },
  body,
});

const requests: Request[] = [
  ...[
    '',
    '?limit=5',
    '?limit=0',
    '?limit=x',
    '?limit=1&limit=2',
    '?tags=a&tags=b',
    '?tags=c',
    '?tags=a,b',
    '?other=1',
  ].map((query) => get(`/things${query}`)),
  ...[
    'application/json',
    'application/xml',
    'text/plain',
    'text/*',
    'image/png',
    '*/*',
    'application/xml, application/json;q=0.9',
  ].map((accept) => get('/things', { accept })),
  ...['example=none', 'example=two', 'example=three', 'code=200', 'code=404', 'code=500', 'dynamic=true, seed=7'].map(
    (prefer) => get('/things', { prefer }),
  ),
  get('/things', { 'x-trace': 't1' }),
  get('/things', { 'x-trace': 'x1' }),
  ...['1', 'x', '', 'all', '1.5', '1,2', '%31'].map((id) => get(`/things/${id}`)),
  ...['code=404', 'code=418', 'code=200', 'example=none'].map((prefer) => get('/things/1', { prefer })),
  { method: 'DELETE', target: '/things/1', headers: {} },
  { method: 'DELETE', target: '/things/x', headers: {} },
  { method: 'HEAD', target: '/things/1', headers: {} },
  { method: 'HEAD', target: '/things', headers: {} },
  { method: 'PUT', target: '/things/1', headers: {} },
  get('/broken'),
  get('/empty'),
  get('/things?__server=https://things.example/v2'),
  get('/v2/things'),
  post('{"name":"x"}'),
  post('{"name":""}'),
  post('{"name":1,"id":"x","secret":2}'),
  post('[]'),
  post('{"name":""}', { prefer: 'example=second' }),
  post('{"name":""}', { prefer: 'code=422, example=second' }),
  post('{"name":"x"}', { prefer: 'code=422' }),
  post('{"name":"x"}', { authorization: '' }),
  post('{"name":"x"}', { authorization: 'Basic eDp5' }),
  post('{"name":"x"}', { authorization: 'Basic x' }),
  post('{"name":"x"}', { accept: 'text/html' }),
  post('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
  post('name=', { 'content-type': 'application/x-www-form-urlencoded' }),
  post('id=1', { 'content-type': 'application/x-www-form-urlencoded' }),
  post('<name/>', { 'content-type': 'application/xml' }),
  { ...post("a=:/?#[]@!$&'()*+,;"), target: '/form', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { ...post('{"name":"x"}'), headers: { authorization: 'Bearer x' } },
];

test('a document without extensions is served as prism-cli serves it', async () => {
  const prism = await startPrismCli(document);
  await using mock = await mockFor({ contract: await loadContract(document), violations: 'problem', scenario: 'open' });
  const unexplained: unknown[] = [];
  const all = [...differences, ...otherDifferences];
  const seen = new Set<unknown>();
  for (const request of requests) {
    const theirs = await exchange(prism.url, request);
    const ours = await exchange(mock.url, request, { isPatient: true });
    if (JSON.stringify(theirs) === JSON.stringify(ours)) continue;
    const found = ours === 'no answer' ? undefined : all.find((each) => each.explains(request, theirs, ours));
    if (found) seen.add(found);
    else unexplained.push({ request, prism: theirs, ours });
  }
  prism.close();
  expect(unexplained).toEqual([]);
  expect(otherDifferences.filter((difference) => !seen.has(difference))).toEqual([]);
});

test('quiet-day and violations work for a document that knows neither', async () => {
  await using mock = await mockFor({ contract: await loadContract(document) });
  expect((await fetch(`${mock.url}/things`)).status).toBe(200);
  expect((await fetch(`${mock.url}/things?limit=0`)).status).toBe(422);
  expect(mock.world?.rows()).toEqual({});
});
