import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeServer, listen, startMock } from '@cc-gateway/mock';
import { contract, fileName, isSuccess, sampleRequests, type Operation } from '@cc-gateway/spec';
import { archiveJava, hasJava } from '@cc-gateway/testing/java';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleLanguages } from '../build/samples/index.ts';
import { sampleOf } from '../build/samples/sample.ts';

const windows = process.platform === 'win32';
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
/** The program itself: what stands for it in the path may look for it anew at each start. */
const python = spawnSync(windows ? 'python' : 'python3', ['-c', 'import sys; print(sys.executable)'])
  .stdout?.toString()
  .trim();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How a sample is run, by its file's extension: what the machine must have, and how it is made ready, once, and tried where it is answered. */
const runners: Record<
  string,
  {
    needs: string;
    ready: () => boolean;
    prepare: (file: string, answered: Record<string, string>) => Promise<string[]>;
  }
> = {
  sh: {
    needs: 'bash and jq',
    ready: () => has('bash', '--version') && has('jq', '--version'),
    prepare: async (file) => ['bash', file],
  },
  ts: { needs: 'node', ready: () => true, prepare: async (file) => [process.execPath, file] },
  py: {
    needs: 'python',
    ready: () => Boolean(python),
    prepare: async (file) => [python, '-I', '-S', file],
  },
  java: {
    needs: 'java 17 with its compiler',
    ready: hasJava,
    prepare: (file, answered) => archiveJava(file, folder, 'Sample', (command) => run(command, answered)),
  },
  cs: {
    needs: '.NET 10',
    ready: () => /^1\d\./.test(spawnSync('dotnet', ['--version']).stdout?.toString() ?? ''),
    prepare: async (file) => ['dotnet', 'run', file],
  },
  go: {
    needs: 'go',
    ready: () => has('go', 'version'),
    prepare: async (file) => {
      const program = join(folder, `sample${windows ? '.exe' : ''}`);
      const source = join(folder, 'sample.go');
      await copyFile(file, source);
      await run(['go', 'build', '-o', program, source], { GOFLAGS: '-mod=mod', GO111MODULE: 'off' });
      return [program];
    },
  },
};

async function run([command, ...args]: string[], env: Record<string, string>): Promise<{ code: number; text: string }> {
  const { CC_GATEWAY_URL: _, CC_GATEWAY_GUID: __, ...own } = process.env;
  // What a program would read or compile at each start: the authorities of the system, which are not asked here, and modules.
  const quick = { SSL_CERT_FILE: devNull, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const child = spawn(command!, args, { env: { ...own, ...quick, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

/** Answers of gateways that are wrong, each with the code that a sample must end with. */
const answers: [string, number, string, number][] = [
  ['a success', 200, '{"message":"","retcode":"0","result":{}}', 0],
  ['a success whose code is written with an escape', 200, String.raw`{"message":"","retcode":"\u0030"}`, 0],
  ['503 with a success inside', 503, '{"message":"","retcode":"0","result":{}}', 1],
  ['201 with a success inside', 201, '{"message":"","retcode":"0","result":{}}', 1],
  ['a refusal that holds a success', 200, '{"message":"","retcode":"100-007","result":{"retcode":"0"}}', 1],
  ['a refusal whose message quotes a success', 200, String.raw`{"message":"\"retcode\":\"0\"","retcode":"100-007"}`, 1],
  ['a code that is a number', 200, '{"message":"","retcode":0}', 1],
  ['a code that is true', 200, '{"message":"","retcode":true}', 1],
  ['a list round a success', 200, '[{"message":"","retcode":"0"}]', 1],
  ['a text that holds a success', 200, String.raw`"{\"retcode\":\"0\"}"`, 1],
  ['a success that is cut', 200, '{"message":"","retcode":"0","result":{', 1],
  ['two answers in one', 200, '{"message":"","retcode":"100-007"}{"message":"","retcode":"0"}', 1],
  ['a page of HTML', 200, '<html>"retcode": "0"</html>', 1],
  ['nothing at all', 200, '', 1],
];

/** The same, with a success whose result is what the operation says that it is. */
function answersOf(operation: Operation): typeof answers {
  const examples = operation.answers[0]?.contents[0]?.examples ?? [];
  const own = examples.find(({ value }) => isSuccess(operation, { status: 200, body: value }));
  const [[what, status, , code], ...others] = answers as [(typeof answers)[number], ...typeof answers];
  return own === undefined ? answers : [[what, status, JSON.stringify(own.value), code], ...others];
}

/** The environment of a sample: the address, and what its session's variables hold. */
function environmentFor(operation: Operation, url: string, session?: string): Record<string, string> {
  const { headers } = sampleRequests(contract, operation)[0]!;
  const secrets = sampleOf(contract, operation).headers.filter(({ fromEnvironment }) => fromEnvironment);
  return {
    CC_GATEWAY_URL: url,
    ...Object.fromEntries(secrets.map(({ name, value }) => [value, session ?? headers[name]!])),
  };
}

describe.each(contract.operations)('the samples of $id', (operation) => {
  for (const { label, extension } of sampleLanguages) {
    const { needs, ready, prepare } = runners[extension]!;
    const missing = !ready();
    const file = fileURLToPath(new URL(`../dist/samples/${fileName(operation.id)}.${extension}`, import.meta.url));

    test(
      `${label}${missing ? `: not run, this machine has no ${needs}` : ' tells success, refusal and what is neither apart, and says what it wants'}`,
      { concurrent: true, skip: missing },
      async () => {
        await using mock = await startMock();
        const command = await prepare(file, environmentFor(operation, mock.url));
        const unset = await run(command, {});
        expect(unset.code).toBe(2);
        for (const { name } of sampleOf(contract, operation).variables) expect(unset.text).toContain(name);

        const done = await run(command, environmentFor(operation, mock.url));
        expect(done).toMatchObject({ code: 0 });
        // Whoever needs no session refuses no unknown one; where the status alone tells, no body does.
        const refusal = operation.preconditions.find(({ key }) => key.startsWith('$request.header.'))?.else;
        if (refusal === undefined || !operation.success) return;
        const refused = await run(command, environmentFor(operation, mock.url, 'nobody-at-all'));
        expect(refused).toMatchObject({ code: 1 });
        const example = operation.answers[0]?.contents[0]?.examples.find(({ name }) => name === refusal);
        expect(refused.text).toContain(example!.value.retcode);

        let answer = answers[0]!;
        const server = createServer((request, response) => {
          request
            .resume()
            .on('end', () => response.writeHead(answer[1], { 'content-type': 'application/json' }).end(answer[2]));
        });
        const url = await listen(server, {});
        const ends: [string, number][] = [];
        for (answer of answersOf(operation))
          ends.push([answer[0], (await run(command, environmentFor(operation, url))).code]);
        await closeServer(server);
        expect(ends).toEqual(answers.map(([what, , , code]) => [what, code]));

        const nowhere = await run(command, environmentFor(operation, url));
        expect(nowhere.code).toBe(1);
        expect(nowhere.text).not.toMatch(/Traceback|\bat java\.|goroutine/);
      },
    );
  }
});
