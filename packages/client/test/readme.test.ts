import { InMemorySpanExporter, SimpleSpanProcessor, BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { inspect } from 'node:util';
import { contract } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { clientOfTheCentre } from '../examples/behind-a-proxy.ts';
import { signedIn } from '../examples/kept-session.ts';
import { moveCall } from '../examples/move-a-call.ts';
import { traced } from '../examples/open-telemetry.ts';
import { tracedMove } from '../examples/trace-a-call.ts';
import { clientTrusting } from '../examples/private-certificate.ts';
import { failover } from '../examples/with-a-fake.ts';
import { readme } from '../write-readme.ts';
import { createGatewayClient, isGatewayError } from '../src/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { certificate } from './certificate.ts';
import { codeOf, exampleOf } from './codes.ts';
import { args, guid } from './gateway.ts';
import { body, names, replied } from './sample.ts';

/** The lines of a text, however wide the columns of its tables are. */
const linesOf = (text: string): string[] =>
  text.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---'));

test('the README holds the examples as they run, and the table of outcomes as it is tested', async () => {
  const { stands, should } = await readme();
  // Operations that a team takes in may bring codes of their own; the table lists those of the contract as it is published.
  const isFurtherRow = (line: string): boolean => line.startsWith('|') && !linesOf(stands).includes(line);
  const expected = linesOf(should).filter((line) => !isFurtherRow(line));
  expect(linesOf(stands), 'run `pnpm readme` in packages/client').toEqual(expected);
});

test('the first example says what happened', async () => {
  const say = (answer: Parameters<typeof createFakeFetch>[0]) =>
    moveCall('1663580465-1134', { currentGuid: guid }, createFakeFetch(answer));
  expect(await say('moved'), 'examples/move-a-call.ts writes arguments out: write there what the contract has').toBe(
    'moved',
  );
  const refused = codeOf('refused');
  expect(await say(exampleOf(refused))).toBe(`${refused}: ${contract.retcodes.of(refused).action}`);
  expect(await say(new Response('', { status: 404 }))).toBe('not moved');
  expect(await say(new Response('', { status: 502 }))).toMatch(/^may have moved/);
});

test('the example of a fake gateway goes through a failover', async () => {
  expect(await failover().catch(String), 'examples/with-a-fake.ts names an answer that passes: name another').toEqual({
    retcode: '0',
    requests: 2,
  });
});

test('the example of a private certificate makes a client', async () => {
  const { cert } = await certificate();
  expect(clientTrusting(cert, 'https://gateway.example', guid)).toHaveProperty('assignUserInQueue');
});

test('the recipe for OpenTelemetry makes one span of each call, without keys', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const fetch = createFakeFetch([exampleOf(codeOf('transient')), 'moved', exampleOf(codeOf('failed'))]);
  const onEvent = traced(provider.getTracer('test'));
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch, onEvent });
  await gateway.assignUserInQueue(args);
  await gateway.assignUserInQueue(args).catch(() => {});
  const spans = exporter.getFinishedSpans();
  expect(
    spans.map(({ name, status, attributes }) => [name, status.code, attributes['http.request.resend_count']]),
  ).toEqual([
    ['assignUserInQueue', 0, 1],
    ['assignUserInQueue', 2, 0],
  ]);
  expect(spans[0]!.events.map(({ name }) => name)).toEqual(['retry']);
  expect(spans[1]!.attributes).toMatchObject({ 'error.type': 'RefusedError', 'gateway.outcome': 'unknown' });
  expect(inspect(spans, { depth: 8 })).not.toContain(guid);
});

test('the example of a kept session signs in for the first call, and takes keys from both', async () => {
  const headers = { 'Set-GUID': `JSESSIONID=${guid}` };
  const fetch = createFakeFetch();
  const signIn = async (): Promise<Response> => new Response('', { headers });
  const { gateway, session } = signedIn('https://gateway.example', signIn, signIn, fetch);
  await gateway.assignUserInQueue(args);
  expect(await session.guid()).toBe(guid);
  session.stop();
});

test('the example behind a proxy makes a client', async () => {
  const { key, cert } = await certificate();
  const gateway = clientOfTheCentre({ ca: cert, key, cert }, guid);
  const error: unknown = await gateway.assignUserInQueue(args, { deadline: 1 }).catch((thrown: unknown) => thrown);
  expect(isGatewayError(error) && error.outcome).toBe('not-applied');
});

test('the example of a trace gives attempts and a fresh key', async () => {
  const answers = [
    exampleOf(codeOf('transient')),
    replied({ message: '', retcode: '0' }, { headers: { 'Set-GUID': `JSESSIONID=${guid}` } }),
  ];
  const fetch = createFakeFetch(answers);
  const gateway = createGatewayClient({ baseUrl: 'https://gateway.example', guid, fetch });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const told = await tracedMove(gateway, String(body[names.text]), traceparent).catch(String);
  expect(told, 'examples/trace-a-call.ts writes arguments out: write there what the contract has').toEqual({
    attempts: 2,
    freshGuid: guid,
  });
  expect(fetch.requests.map(({ headers }) => headers['traceparent'])).toEqual([traceparent, traceparent]);
});
