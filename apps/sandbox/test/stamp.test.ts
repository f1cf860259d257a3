import { readFile } from 'node:fs/promises';
import { stamp as clientStamp } from '@cc-gateway/client';
import { createMock } from '@cc-gateway/mock';
import { contract } from '@cc-gateway/spec';
import { stamp as typesStamp } from '@cc-gateway/types';
import { expect, test } from 'vitest';

test('types, client, mock and docs carry the stamp of one contract', async () => {
  expect(typesStamp).toEqual(contract.stamp);
  expect(clientStamp).toEqual(contract.stamp);
  expect((await createMock()).contract.stamp).toEqual(contract.stamp);
  const docs = new URL('dist/', import.meta.resolve('@cc-gateway/docs/package.json'));
  expect(await readFile(new URL('llms.txt', docs), 'utf8')).toContain(
    `Contract version ${contract.stamp.version}, ${contract.stamp.hash}`,
  );
});
