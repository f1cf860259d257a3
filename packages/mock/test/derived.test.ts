import { contract, readContract, type Json } from '@cc-gateway/spec';
import { expect, expectTypeOf, test } from 'vitest';
import { startMock, type Mock, type ReceivedRequest, type RunningMock, type Scenario } from '../src/index.ts';
import { scenarioSchema } from '../src/scenario/schema.ts';
import { ask, body, inPath, mockFor, path, whole, codeOf, spare } from './ask.ts';

const { path: operationPath } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;

/** The document with this one operation. */
function alone(): Json {
  const document: Json = structuredClone(contract.document);
  document.paths = { [operationPath]: document.paths[operationPath] };
  return document;
}

function withAnother() {
  const document = alone();
  const source = document.paths[operationPath].put;
  document.paths[`/other/{${inPath}}`] = { post: { ...source, operationId: 'another' } };
  return readContract(document, contract.stamp);
}

test('an operation that is added to the contract is routed, validated, answered and played', async () => {
  const extended = withAnother();
  await using mock = await mockFor({
    contract: extended,
    scenario: { rules: [{ operation: 'another', times: 1, answer: spare }] },
  });
  const other = { method: 'POST', path: '/other/101' };
  expect((await ask(mock)).json?.retcode).toBe('0');
  expect((await ask(mock, other)).json?.retcode).toBe(codeOf(spare));
  expect((await ask(mock, other)).json?.retcode).toBe('0');
  expect((await ask(mock, { ...other, body: {} })).json?.retcode).toBe(codeOf('messageWrong'));
  expect((await ask(mock, { ...other, method: 'GET' })).headers.get('allow')).toBe('POST');
  expect(mock.requests().map(({ operation }) => operation)).toEqual([
    'assignUserInQueue',
    'another',
    'another',
    'another',
    undefined,
  ]);
});

test('the schema of scenarios follows the contract', () => {
  const { operation, answer } = scenarioSchema(withAnother()).properties.rules.items.properties;
  expect(operation.enum).toEqual(['assignUserInQueue', 'another']);
  expect(answer.enum).toContain('moved');
});

test('an operation without our extensions is answered by Prism and refused by its status', async () => {
  const document = alone();
  const source = document.paths[operationPath].put;
  for (const key of ['x-violations', 'x-preconditions', 'x-effects']) delete source[key];
  await using mock = await mockFor({ contract: readContract(document, contract.stamp) });
  expect((await ask(mock, { headers: { guid: 'any' } })).json?.retcode).toBe('0');
  expect((await ask(mock, { body: {} })).status).toBe(422);
});

test('the types are as documented', () => {
  expectTypeOf(startMock).returns.resolves.toEqualTypeOf<RunningMock>();
  expectTypeOf<RunningMock>().toExtend<Mock & AsyncDisposable>();
  expectTypeOf<Mock['requests']>().returns.toEqualTypeOf<ReceivedRequest[]>();
  expectTypeOf<Parameters<Mock['useScenario']>[0]>().toEqualTypeOf<string | Scenario>();
  // @ts-expect-error -- no such scenario format
  void ((): Promise<RunningMock> => startMock({ scenario: 7 }));
  expect([path, body[whole]]).toEqual([operationPath.replace(/\{.*?\}/, '101'), 1]);
});
