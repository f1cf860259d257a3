import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drill, failuresIn, listSituations } from '@cc-gateway/contract';
import { sampleLanguages } from '@cc-gateway/docs/samples';
import { contract, fileName } from '@cc-gateway/spec';
import { archiveJava, hasJava } from '@cc-gateway/testing/java';
import { afterAll, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cc-gateway-samples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** The interpreter itself: what stands before it on a path may take longer than the call. */
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)']).stdout?.toString().trim() ?? '';

/** By the extension of a sample: what the machine must have, and the command that it becomes. */
const commands: Record<string, { needs: () => boolean; commandOf: (file: string) => string[] | Promise<string[]> }> = {
  sh: { needs: () => has('bash', '--version') && has('jq', '--version'), commandOf: (file) => ['bash', file] },
  ts: {
    needs: () => true,
    commandOf: (file) => ['env', `NODE_COMPILE_CACHE=${join(folder, 'compiled')}`, process.execPath, file],
  },
  // It trusts whom it is told: the authorities of the system, which it reads first, are none.
  py: {
    needs: () => python !== '',
    commandOf: (file) => ['env', `SSL_CERT_FILE=${devNull}`, python, '-I', '-S', file],
  },
  java: {
    needs: hasJava,
    commandOf: (file) => archiveJava(file, folder, 'Sample', (command) => drill({ command, situations: ['success'] })),
  },
  cs: {
    needs: () => /^1\d\./.test(spawnSync('dotnet', ['--version']).stdout?.toString() ?? ''),
    commandOf: (file) => ['dotnet', 'run', file],
  },
  go: {
    needs: () => has('go', 'version'),
    commandOf(file) {
      const source = join(folder, 'sample.go');
      cpSync(file, source);
      const program = join(folder, 'sample');
      execFileSync('go', ['build', '-o', program, source], { env: { ...process.env, GO111MODULE: 'off' } });
      return [program];
    },
  },
};

const [operation] = contract.operations;

/** The situations, of codes that ask the same of a caller the first. */
const asked = new Set<string>();
const situations = (await listSituations({}))
  .filter(({ name, outcome, retry, finally: last }) => {
    const same = JSON.stringify([outcome, retry, last]);
    const isAlike = name.startsWith('codes/') && asked.has(same);
    if (name.startsWith('codes/')) asked.add(same);
    return !isAlike;
  })
  .map(({ name }) => name);
const page = import.meta.resolve('@cc-gateway/docs/package.json');

for (const { label, extension } of sampleLanguages) {
  const { needs, commandOf } = commands[extension]!;
  const isMissing = process.platform === 'win32' || !needs();
  test(
    `the sample for ${label} passes every situation${isMissing ? ': not drilled, this machine cannot run it' : ''}`,
    { concurrent: true, skip: isMissing },
    async ({ expect }) => {
      const file = fileURLToPath(new URL(`dist/samples/${fileName(operation!.id)}.${extension}`, page));
      const command = await commandOf(file);
      const { outcome, trials } = await drill({ command, situations, timeoutMs: 60_000, concurrency: 4 });
      const broken = failuresIn({ trials }).map(({ rule, situation, received }) => [situation, rule, received]);
      expect([outcome, broken]).toEqual(['passed', []]);
      // A sample makes one call.
      const left = trials.filter(({ verdict }) => verdict !== 'passed').map(({ name }) => name);
      expect(left).toEqual(['wire/reused-closed']);
    },
  );
}
