import { readFile } from 'node:fs/promises';
import { contract, type Json } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readFlags, type Run } from '../src/flags.ts';
import { readScenario } from '../src/scenario/read.ts';
import { mockFor } from './ask.ts';

const read = (name: string): Promise<string> => readFile(new URL(`../deploy/${name}`, import.meta.url), 'utf8');

async function entryOf(): Promise<string[]> {
  const [, entry] = /^ENTRYPOINT (.*)$/m.exec(await read('Dockerfile'))!;
  return (JSON.parse(entry!) as string[]).slice(2);
}

async function partsOf(): Promise<Record<string, Json>> {
  const parts = parseAllDocuments(await read('kubernetes.yaml')).map((each): Json => each.toJS());
  return Object.fromEntries(parts.map((each) => [each.kind, each]));
}

test('the container runs the command with flags that are there, as no root, and its ports are those of the probes', async () => {
  const { Deployment } = await partsOf();
  const { securityContext, containers } = Deployment.spec.template.spec;
  const [container] = containers;
  const [, allowed] = container.args as string[];
  const { options } = (await readFlags([...(await entryOf()), '--allow-host', allowed!])) as Run;
  expect(options).toMatchObject({ host: '0.0.0.0', allowHosts: [allowed], log: 'json' });
  const portOf = (name: string): number => container.ports.find((port: Json) => port.name === name).containerPort;
  expect([options.port, options.control]).toEqual([portOf('gateway'), portOf('control')]);
  expect(await read('Dockerfile')).toMatch(/^FROM \S+:nonroot$/m);
  expect(securityContext.runAsNonRoot).toBe(true);
  expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
});

test('the ingress gives a session to one mock by the header that carries its key', async () => {
  const { Ingress } = await partsOf();
  const [by] = Object.values<string>(Ingress.metadata.annotations);
  const [scheme] = contract.operations.flatMap(({ security }) => security.flat());
  const key = `$http_${scheme!.name!.toLowerCase().replaceAll('-', '_')}`;
  expect(by).toBe(key);
  expect(await read('nginx.conf')).toContain(`hash ${key} consistent;`);
});

test('the scenario of the example is one, and the probes ask for what the control answers', async () => {
  const { ConfigMap, Deployment } = await partsOf();
  const text = ConfigMap.data['scenario.yaml'] as string;
  expect(readScenario(text, contract)).toEqual(parse(text));
  await using mock = await mockFor({ host: '0.0.0.0', control: 0 });
  const { readinessProbe } = Deployment.spec.template.spec.containers[0];
  expect((await fetch(mock.controlUrl + readinessProbe.httpGet.path)).status).toBe(200);
});
