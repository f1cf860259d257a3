import { startMock, type Scenario } from '@cc-gateway/mock';
import { expect, test } from 'vitest';
import { isDisturbed } from '../src/check/probes/state/disturbed.ts';
import { check, type CheckOptions, type Report } from '../src/index.ts';
import { bounded, guid, otherGuid, own } from './faulty/document.ts';
import { startGateway } from './faulty/gateway.ts';

const [agent, session, , call] = own.tables.map(({ examples }) => examples[0]!);
const set = { agentid: String(agent!.agentid), callid: String(call!.callid), skillid: '1' };

const warned = ({ findings }: Report): string[] =>
  findings
    .filter(({ rule, severity }) => rule === 'state/made-up' && severity === 'warning')
    .flatMap(({ about, others }) => [about, ...others])
    .toSorted();

async function onMock(options: Partial<CheckOptions>): Promise<{ report: Report; sent: string[] }> {
  await using mock = await startMock({ contract: own });
  const sent: string[] = [];
  const onRequest = (request: string, about: string): void => {
    if (about.includes('is made up, so that')) sent.push(request);
  };
  const report = await check({
    url: mock.url,
    spec: own,
    auth: String(session!.guid),
    set,
    runs: 3,
    onRequest,
    ...options,
  });
  return { report, sent };
}

test.concurrent('a provider that keeps its state refuses every made-up key', async () => {
  const { report, sent } = await onMock({ level: 'full' });
  expect(sent).toHaveLength(3);
  expect(warned(report)).toEqual([]);
  expect(report.coverage.rules).toContainEqual({ name: 'state/made-up', places: 1 });
});

test.concurrent('a provider that takes every key is warned of, and no more', async () => {
  const gateway = await startGateway();
  try {
    const report = await check({
      url: gateway.url,
      createConnection: gateway.createConnection,
      spec: bounded,
      level: 'full',
      auth: guid,
      otherAuth: otherGuid,
      runs: 3,
    });
    expect(warned(report)).toEqual([
      'body callid is made up, so that callQueues does not hold',
      'body skillid is made up, so that targetExists does not hold',
      'path agentid is made up, so that agentSignedIn does not hold',
    ]);
    expect(report.outcome).toBe('holds');
  } finally {
    await gateway.close();
  }
});

test.concurrent('at effects no number is made up, and an offered call goes only where it may', async () => {
  const { report, sent } = await onMock({ level: 'effects' });
  expect(sent).toHaveLength(2);
  for (const request of sent) expect(request).toContain('"skillid":1}');
  expect(report.untested).toContainEqual({
    operation: 'assignUserInQueue',
    about: 'the precondition targetExists',
    reason: 'body skillid may name something real; --level full tries it',
  });
});

test.concurrent('what the provider or the example rows do not show is said', async () => {
  const stateless = await onMock({ level: 'effects' });
  const said = new Map(stateless.report.untested.map(({ about, reason }) => [about, reason]));
  const later = 'depends on what the provider knows; --level full tries it';
  expect(said.get('the precondition callIsInReach')).toBe(later);
  expect(said.get('the precondition sessionIsTheAgents')).toBe(later);
  expect(said.get('the effect on calls (The call queues in the target skill queue.)')).toBe(later);
});

test.concurrent('a provider with other rows than the example rows is not accused', async () => {
  const rows = own.tables.map(({ name, key, examples }) => [name, key === 'skillid' ? examples : examples.slice(0, 1)]);
  const scenario: Scenario = { state: Object.fromEntries(rows) as NonNullable<Scenario['state']> };
  await using mock = await startMock({ contract: own, scenario });
  const report = await check({ url: mock.url, spec: own, level: 'full', runs: 3 });
  expect(report.outcome).toBe('holds');
  expect(report.untested).toContainEqual({
    operation: 'assignUserInQueue',
    about: 'the effect on calls (The call queues in the target skill queue.)',
    reason: 'the provider does not keep the example rows of the document',
  });
});

test('the example rows do not tell of what another operation changes', () => {
  const [operation] = own.operations;
  const disturbedBy = (row: string, column: string): string[] => {
    const other = { ...operation!, effects: [{ row, key: '$request.path.agentid', set: { [column]: 1 } }] };
    const operations = [operation!, other];
    return operation!.preconditions
      .filter((line) => isDisturbed({ ...own, operations }, operation!, line))
      .map(({ name }) => name);
  };
  expect(disturbedBy('agents', 'queues')).toEqual(['callIsInReach']);
  expect(disturbedBy('calls', 'skillid')).toEqual(['callIsInReach']);
  expect(disturbedBy('sessions', 'agentid')).toEqual(['sessionIsTheAgents']);
  expect(disturbedBy('agents', 'name')).toEqual([]);
  expect(operation!.preconditions.filter((line) => isDisturbed(own, operation!, line))).toEqual([]);
});
