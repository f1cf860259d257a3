/** Compiles the checks, and writes the page of their rules. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { compile, writeProgram } from '@cc-gateway/tools';

await compile('tsconfig.build.json');
writeProgram();
const { status, stdout } = spawnSync(process.execPath, ['dist/main.js', 'rules', '--markdown'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);
writeFileSync('dist/rules.md', stdout);
