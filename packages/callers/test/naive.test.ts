import { listSituations } from '@cc-gateway/contract';
import { expect, test } from 'vitest';
import { naiveCallers } from './services.ts';
import { readTable, subject, verdictsOf } from './verdicts.ts';

const table = await readTable();

test('the table of the docs has a row for each caller, with each situation', async () => {
  const situations = (await listSituations(subject)).map(({ name }) => name);
  expect(table.map(({ name, language }) => [name, language])).toEqual(
    naiveCallers.map(({ name, language }) => [name, language]),
  );
  for (const { verdicts } of table)
    expect(Object.keys(verdicts), 'run `pnpm run write` in packages/callers').toEqual(situations);
});

for (const caller of naiveCallers) {
  const { name, language, start } = caller;
  const missing = start ? '' : ': not drilled, this machine has none';
  test(
    `${name} in ${language} does in each situation what the docs say${missing}`,
    { concurrent: true, skip: !start },
    async ({ expect }) => {
      expect(await verdictsOf(caller), 'run `pnpm run write` in packages/callers').toEqual(
        table.find((row) => row.name === name)?.verdicts,
      );
    },
  );
}
