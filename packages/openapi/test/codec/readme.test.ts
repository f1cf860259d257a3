import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { credentials, request, values, violations } from './sample.ts';

const textOf = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

test('the sample of the README is the file that runs here', async () => {
  const sample = (await textOf('sample.ts'))
    .replace('../../src/codec/index.ts', '@cc-gateway/openapi/codec')
    .replace(/import \{ putThing \}.*\n/, '')
    .replace(/\nexport .*\n/, '');
  expect(await textOf('../../README.md')).toContain(`\`\`\`ts\n${sample}\`\`\``);
});

test('the sample does what its comments say', () => {
  expect(request).toMatchObject({ method: 'PUT', target: '/things/a%2Fb?tags=x,y', body: '{"size":5}' });
  expect(values).toEqual({ path: { id: 'a/b' }, query: { tags: ['x'] }, body: { size: 5 } });
  expect(credentials).toEqual({ key: 'secret' });
  expect(violations).toEqual([{ kind: 'query', code: 'unreadable', pointer: '/query/tags', message: 'stands twice' }]);
});
