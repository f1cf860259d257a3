import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { documents, type Sample } from './samples.ts';
import { gatewayAddress } from './typed.ts';

/** What runs programs. */
export interface Platform {
  name: string;
  program: string;
  args: string[];
}

/** Runs a program of a README in a folder of its own within a project; gives what it prints, or why it failed. */
export async function runSample(
  { text, by, needs }: Sample,
  folder: string,
  { name, program, args }: Platform,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const write = (file: string, content: string): Promise<void> => writeFile(join(folder, file), content);
  for (const [file, content] of Object.entries(documents)) await write(file, content);
  const printed = text.replaceAll(gatewayAddress, env['CC_GATEWAY_URL']!);
  // Who has Node 20 compiles a program before it is run.
  const isCompiled = name === 'node-20';
  const file = needs === 'vitest' ? 'sample.test.ts' : `sample.${isCompiled ? 'js' : 'ts'}`;
  await write(file, isCompiled ? stripTypeScriptTypes(printed) : printed);
  if (by !== undefined) await write('use.js', by.replace('./sample.ts', `./${file}`));
  const words =
    needs === 'vitest'
      ? [join(folder, '../../../node_modules/vitest/vitest.mjs'), 'run', '--test-timeout=300000']
      : [by ? 'use.js' : file];
  return promisify(execFile)(program, [...args, ...words], { cwd: folder, env }).then(
    ({ stdout }) => stripVTControlCharacters(stdout),
    (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
  );
}
