import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startMock } from '@cc-gateway/mock';
import { contract, fileName, sampleRequests } from '@cc-gateway/spec';
import { describe, expect, test } from 'vitest';
import { samplesOf } from '../build/samples/index.ts';
import { variableOf } from '../build/samples/sample.ts';

const windows = process.platform === 'win32';

/** What runs a sample, by its file's extension, and how to ask whether the machine has it. */
const runners: Record<string, { command: string; version: string }> = {
  sh: { command: 'bash', version: '--version' },
  ts: { command: process.execPath, version: '--version' },
  py: { command: windows ? 'python' : 'python3', version: '--version' },
  java: { command: 'java', version: '--version' },
};

async function run(extension: string, file: string, env: Record<string, string>) {
  const { command } = runners[extension]!;
  const child = spawn(command, [file], { env: { ...process.env, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

describe.each(contract.operations)('the samples of $id', (operation) => {
  for (const { label, extension } of samplesOf(contract, operation)) {
    const { command, version } = runners[extension]!;
    const missing = spawnSync(command, [version]).status !== 0;
    const title = missing
      ? `${label}: not run, this machine has no ${command}`
      : `${label}: as published, it ends with 0 on success and with 1 on a refusal`;
    const file = fileURLToPath(new URL(`../dist/samples/${fileName(operation.id)}.${extension}`, import.meta.url));

    test.skipIf(missing)(title, async () => {
      await using mock = await startMock();
      const [sample] = sampleRequests(contract, operation);
      const names = operation.security[0]?.map(({ name }) => name!) ?? [];
      const session = Object.fromEntries(names.map((name) => [variableOf(name), sample!.headers[name]!]));
      const done = await run(extension, file, { GATEWAY_URL: mock.url, ...session });
      expect(done).toMatchObject({ code: 0 });

      // Whoever needs no session, or is told by the status alone, refuses no unknown one.
      const refusal = operation.preconditions.find(({ key }) => key.startsWith('$request.header.'))?.else;
      if (refusal === undefined) return;
      const unknown = Object.fromEntries(Object.keys(session).map((name) => [name, 'nobody-at-all']));
      const refused = await run(extension, file, { GATEWAY_URL: mock.url, ...unknown });
      expect(refused).toMatchObject({ code: 1 });
      const example = operation.answers[0]?.contents[0]?.examples.find(({ name }) => name === refusal);
      expect(refused.text).toContain(example!.value.retcode);
    });
  }
});
