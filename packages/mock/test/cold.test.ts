import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { contract, sampleRequests } from '@cc-gateway/spec';
import { expect, test } from 'vitest';
import { readFlags } from '../src/flags.ts';
import type { StartOptions } from '../src/start.ts';
import { choiceOf, exampleNames } from '../src/choice.ts';
import { preferenceFor } from '../src/preference.ts';
import { readTarget } from '../src/target.ts';
import { createFront } from '../src/prism/front.ts';
import { createLive } from '../src/prism/live.ts';
import { recordedOf, usualAccepts } from '../src/prism/recorded.ts';
import { body, guid, keyHeader, path, sentType, text, whole } from './ask.ts';

/** The files of code that a process has loaded when it has started a mock, and when the mock has answered. */
async function loadedBy(
  request: { path: string; body: unknown },
  options: StartOptions = {},
): Promise<Record<'atStart' | 'atAnswer', string[]>> {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (url.startsWith('file:') && loaded.push(url), next(url, context)) });
    const { startMock } = await import(${JSON.stringify(new URL('../dist/index.js', import.meta.url))});
    await using mock = await startMock(${JSON.stringify(options)});
    const atStart = [...loaded];
    const { greetingOf } = await import(${JSON.stringify(new URL('../src/greeting.ts', import.meta.url))});
    greetingOf(mock, {});
    const { path, ...init } = ${JSON.stringify({
      path: request.path,
      method: 'PUT',
      headers: { [keyHeader]: guid, 'content-type': sentType },
      body: JSON.stringify(request.body),
    })};
    await fetch(mock.url + path, init);
    console.log(JSON.stringify({ atStart, atAnswer: loaded }));
  `;
  const args = ['--input-type=module', '--eval', program];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return JSON.parse(stdout) as Record<'atStart' | 'atAnswer', string[]>;
}

const prism = /[/\\]dist[/\\]prism\.cjs$/;
const heavy = new RegExp(
  String.raw`${prism.source}|[/\\]node_modules[/\\]yaml[/\\]|[/\\]ajv[/\\]dist[/\\](ajv|core)\.js$`,
);

test('neither Prism nor a parser nor a compiler of schemas is loaded for a call that succeeds or is refused', async () => {
  const asTheCommand = (await readFlags([])) as { options: StartOptions };
  const { contract: _, ...options } = { ...asTheCommand.options, port: 0 };
  for (const given of [body, { ...body, [text]: 'unknown' }]) {
    const { atStart, atAnswer } = await loadedBy({ path, body: given }, options);
    expect(atAnswer.filter((file) => heavy.test(file))).toEqual([]);
    // Each costs a start a third of a millisecond.
    expect(atStart.length).toBeLessThan(30);
  }
});

test('Prism is loaded when a request needs it', async () => {
  const { atAnswer } = await loadedBy({ path, body: { ...body, [whole]: 'one' } });
  expect(atAnswer.some((file) => prism.test(file))).toBe(true);
});

test('what was recorded at build is what Prism answers now, for each example and each usual Accept', () => {
  const front = createFront(contract, recordedOf(contract)!);
  const live = createLive(contract);
  let compared = 0;
  for (const operation of contract.operations) {
    const { method, target, headers } = sampleRequests(contract, operation)[0]!;
    const choices = exampleNames(operation).map((name) => preferenceFor(choiceOf(operation, name)));
    for (const preference of [{}, ...choices]) {
      for (const accept of usualAccepts(operation)) {
        const given = { ...headers, ...(accept !== undefined && { accept }) };
        const request = { method, ...readTarget(target), headers: given, bytes: Buffer.alloc(0), body: undefined };
        const [recorded, now] = [
          front.answer(operation, preference, accept),
          live.answer(operation, request, [], preference),
        ];
        // What has no answer in that form is left to Prism.
        if (recorded === undefined) expect(now).toHaveProperty('error');
        else expect(recorded).toEqual(now);
        compared++;
      }
      expect(front.answer(operation, preference, 'text/html')).toBeUndefined();
    }
  }
  expect(compared).toBeGreaterThan(contract.operations.length);
});

test('nothing was recorded of another contract, even where its stamp is the same', () => {
  expect(recordedOf({ ...contract })).toBeUndefined();
});
