import { InMemorySpanExporter, SimpleSpanProcessor, BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { moveCall } from '../examples/move-a-call.ts';
import { traced } from '../examples/open-telemetry.ts';
import { clientTrusting } from '../examples/private-certificate.ts';
import { failover } from '../examples/with-a-fake.ts';
import { readme } from '../readme.ts';
import { createGatewayClient } from '../src/index.ts';
import { createFakeFetch } from '../src/testing/index.ts';
import { certificate } from './certificate.ts';
import { args, guid } from './gateway.ts';

test('the README holds the examples as they run, and the table of outcomes as it is tested', async () => {
  const { stands, should } = await readme();
  expect(stands, 'run `pnpm readme` in packages/client').toBe(should);
});

test('the first example says what happened', async () => {
  const say = (answer: Parameters<typeof createFakeFetch>[0]) =>
    moveCall('1663580465-1134', { currentGuid: guid }, createFakeFetch(answer));
  expect(await say('moved')).toBe('moved');
  expect(await say('noSuchCall')).toMatch(/^400-001: Take the call off your list/);
  expect(await say(new Response('', { status: 404 }))).toBe('not moved');
  expect(await say(new Response('', { status: 502 }))).toMatch(/^may have moved/);
});

test('the example of a fake gateway goes through a failover', async () => {
  expect(await failover()).toEqual({ retcode: '0', requests: 2 });
});

test('the example of a private certificate makes a client', async () => {
  const { cert } = await certificate();
  expect(clientTrusting(cert, 'https://gateway.example', guid)).toHaveProperty('assignUserInQueue');
});

test('the recipe for OpenTelemetry makes one span of each call, without keys', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const fetch = createFakeFetch(['agentSwitchingOver', 'moved', 'operationFailed']);
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
