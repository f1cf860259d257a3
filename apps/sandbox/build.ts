/** Compiles the sandbox, and puts beside it what it serves and the program that it runs once. */
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle, compile, writeProgram } from '@cc-gateway/tools';

const site = new URL('dist/site/', import.meta.url);
rmSync(site, { recursive: true, force: true });
cpSync(new URL('dist/', import.meta.resolve('@cc-gateway/docs/package.json')), site, { recursive: true });
writeProgram();
await Promise.all([
  compile('tsconfig.build.json'),
  // Node runs no TypeScript of a package that is installed.
  bundle({ program: fileURLToPath(import.meta.resolve('@cc-gateway/example/main.ts')) }),
]);
