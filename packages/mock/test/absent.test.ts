import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { codeOf, contract, readContract, sampleRequests, stampOf } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { exampleNames } from '../src/choice.ts';
import { ask, mockFor, path, retcodeOf } from './ask.ts';

// What mocks of this field get wrong, and this one does not. The rest of the list is in the other files.

const operation = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;

test.for(exampleNames(operation))(
  'the answer %s can be had, keeps its schema and has the documented media type',
  async (name) => {
    await using mock = await mockFor();
    const { status, headers, json } = await ask(mock, { headers: { prefer: `example=${name}` } });
    const answer = operation.answers.find((documented) => documented.status === String(status))!;
    const content = answer.contents.find(({ mediaType }) => mediaType === headers.get('content-type'))!;
    expect(new Ajv2020({ strict: false, validateFormats: false }).validate(content.schema, json)).toBe(true);
    expect(json).toEqual(content.examples.find((example) => example.name === name)?.value);
  },
);

const texts = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

test('every documented code can be provoked', async () => {
  await using mock = await mockFor();
  const answers = contract.operations
    .filter(({ success }) => success)
    .flatMap((each) => {
      const [sample] = sampleRequests(contract, each);
      const { method, target, body, parts } = sample!;
      return exampleNames(each).map(async (name) => {
        const asked = await ask(mock, {
          method,
          path: target,
          body,
          headers: { ...texts(parts.headers), prefer: `example=${name}` },
        });
        return codeOf(each, { status: asked.status, body: asked.json });
      });
    });
  const codes = new Set(await Promise.all(answers));
  expect([...contract.retcodes.codes.keys()].filter((code) => !codes.has(code))).toEqual([]);
});

test('the same request gets the same bytes in each run, examples or none', async () => {
  const things = readContract(
    {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: {
        '/things': {
          get: {
            responses: {
              200: {
                description: 'made from the schema',
                content: {
                  'application/json': {
                    schema: {
                      type: 'object',
                      properties: { id: { type: 'string', format: 'uuid' }, n: { type: 'integer' } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
    stampOf({}),
  );
  const answers = [];
  for (let run = 0; run < 3; run++) {
    await using mock = await mockFor({ contract: things });
    answers.push((await ask(mock, { method: 'GET', path: '/things' })).text);
  }
  expect(new Set(answers).size).toBe(1);
});

test.for([
  path.replace('101', '%31%30%31'),
  path.replace('assign', 'as%73ign'),
  path.replace('calldata', '%63alldata'),
])('%s is the same path', async (target) => {
  await using mock = await mockFor();
  expect(await retcodeOf(mock, { path: target })).toBe('0');
});

test.for([path.toUpperCase(), `${path}/`, path.replace('/101', '//101'), path.replace('101', '101%2F')])(
  '%s is another path',
  async (target) => {
    await using mock = await mockFor();
    expect(await retcodeOf(mock, { path: target })).not.toBe('0');
  },
);

test('the mock serves the contract that the other packages were built from', async () => {
  await using mock = await mockFor();
  const stamp = JSON.parse(
    await readFile(new URL('../../../spec/dist/stamp.json', import.meta.url), 'utf8'),
  ) as unknown;
  expect(mock.contract.stamp).toEqual(stamp);
});

test('the mock cannot be reached from another machine unless it is told so', async () => {
  await using mock = await mockFor({ control: 0 });
  const outward = Object.values(networkInterfaces())
    .flat()
    .filter((face) => face && !face.internal && face.family === 'IPv4');
  for (const url of [mock.url, mock.controlUrl!]) {
    expect(new URL(url).hostname).toBe('127.0.0.1');
    for (const { address } of outward as { address: string }[]) {
      await expect(fetch(url.replace('127.0.0.1', address))).rejects.toThrow('fetch failed');
    }
  }
});

test('no request can ask for a fault', async () => {
  await using mock = await mockFor();
  const tries = ['fault=reset', 'hang=true', 'code=502', 'example=hostile-gateway'];
  for (const prefer of tries) expect((await ask(mock, { headers: { prefer } })).status).toBeLessThan(500);
});
