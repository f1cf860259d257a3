import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runtimes } from '@cc-gateway/testing/runtimes';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificate } from './certificate.ts';
import { faultCases } from './faults.ts';

let folder: string;
beforeAll(async () => {
  // Inside the package, so that the bundle finds what the package finds.
  folder = await mkdtemp(join(import.meta.dirname, '../dist/runtimes-'));
  const { key, cert } = await certificate();
  await writeFile(join(folder, 'key.pem'), key);
  await writeFile(join(folder, 'cert.pem'), cert);
  for (const [place, undici] of [
    ['undici-8', 'undici'],
    ['undici-7', 'undici-7'],
  ] as const) {
    await mkdir(join(folder, place, 'node_modules'), { recursive: true });
    const installed = dirname(createRequire(import.meta.url).resolve(`${undici}/package.json`));
    await symlink(installed, join(folder, place, 'node_modules/undici'));
    await build({
      entryPoints: [join(import.meta.dirname, 'every-fault.ts')],
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outfile: join(folder, place, 'every-fault.mjs'),
    });
  }
});
afterAll(() => rm(folder, { recursive: true }));

// Undici 8 runs from Node 22.19 on.
const pairs = runtimes.flatMap(({ name, program }) =>
  ['undici-7', 'undici-8']
    .filter((undici) => undici === 'undici-7' || name !== 'node-20')
    .map((undici) => ({ name, program, undici })),
);

test.each(pairs)(
  'on $name with $undici no fault of a gateway that has read a request passes for one that sent nothing',
  async ({ program, undici }) => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') };
    const run = promisify(execFile)(program, [join(folder, undici, 'every-fault.mjs'), folder], { env });
    expect(JSON.parse((await run).stdout)).toEqual({ tried: faultCases.length, wrong: [] });
  },
  120_000,
);
