import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { contract, sampleRequests } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { choiceOf, exampleNames } from '../src/choice.ts';
import { preferenceFor } from '../src/preference.ts';
import { readTarget } from '../src/target.ts';
import { createPrism, resourcesOf } from '../src/prism/prism.ts';
import { recordedOf, usualAccepts } from '../src/prism/recorded.ts';
import { body, guid, path } from './ask.ts';

/** The modules of other packages that a process has loaded when it has started a mock and got an answer. */
async function loadedBy(request: { path: string; body: unknown }): Promise<string[]> {
  const program = `
    import Module from 'node:module';
    const { startMock } = await import(${JSON.stringify(new URL('../dist/index.js', import.meta.url))});
    await using mock = await startMock();
    const { path, ...init } = ${JSON.stringify({
      path: request.path,
      method: 'PUT',
      headers: { guid, 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    })};
    await fetch(mock.url + path, init);
    console.log(JSON.stringify(Object.keys(Module._cache)));
  `;
  const args = ['--input-type=module', '--eval', program];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return JSON.parse(stdout) as string[];
}

const prism = /[/\\]dist[/\\]prism\.cjs$/;
const heavy = new RegExp(String.raw`${prism.source}|[/\\]node_modules[/\\]yaml[/\\]|[/\\]ajv[/\\]dist[/\\]ajv\.js$`);

test('neither Prism nor a parser nor a compiler of schemas is loaded for a call that succeeds or is refused', async () => {
  for (const given of [body, { ...body, callid: 'unknown' }]) {
    expect((await loadedBy({ path, body: given })).filter((file) => heavy.test(file))).toEqual([]);
  }
});

test('Prism is loaded when a request needs it', async () => {
  const loaded = await loadedBy({ path, body: { ...body, skillid: 'one' } });
  expect(loaded.some((file) => prism.test(file))).toBe(true);
});

test('what was recorded at build is what Prism answers now, for each example and each usual Accept', async () => {
  const recorded = await createPrism(contract, recordedOf(contract));
  const live = await createPrism(contract, { hash: '', resources: await resourcesOf(contract), answers: [] });
  let compared = 0;
  for (const operation of contract.operations) {
    const { method, target, headers } = sampleRequests(contract, operation)[0]!;
    for (const preference of [{}, ...exampleNames(operation).map((name) => preferenceFor(choiceOf(operation, name)))]) {
      for (const accept of [...usualAccepts, 'text/html']) {
        const request = {
          method,
          ...readTarget(target),
          headers: { ...headers, accept },
          bytes: Buffer.alloc(0),
          body: undefined,
        };
        const [first, second] = [recorded, live].map((prism) =>
          prism(request, {}, (_operation, _violations, give) => give([], preference)),
        );
        expect(first).toEqual(second);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(usualAccepts.length);
});

test('nothing was recorded of another contract, even where its stamp is the same', () => {
  expect(recordedOf({ ...contract })).toBeUndefined();
});
