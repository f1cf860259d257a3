import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What of a manifest a program's beginning is made of. */
interface Manifest {
  name: string;
  bin: Record<string, string>;
  engines: { node: string };
}

/**
 * Writes the beginning of the program of the package in the working folder, where its manifest's `bin` says: words that
 * every Node can read, which name a Node that is too old for `dist/main.js` in one sentence (exit code 2), and run that
 * otherwise. Throws Error where `engines.node` is not `>=MAJOR.MINOR`.
 */
export function writeProgram(): void {
  const { name, bin, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const [program] = Object.entries(bin);
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines.node) ?? [];
  if (program === undefined || major === undefined || minor === undefined) {
    throw new Error(`${name}: engines.node is ${JSON.stringify(engines.node)}, expected >=MAJOR.MINOR and a program.`);
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(program[1], beginning(program[0], major, minor));
  chmodSync(program[1], 0o755);
  writeFileSync('dist/start.cjs', "import('./main.js');\n");
}

// What follows is loaded only where it can be read: an old Node stops at the first word that it does not know.
const beginning = (name: string, major: string, minor: string): string => `#!/usr/bin/env node
var version = process.versions.node.split('.').map(Number);
if (version[0] > ${major} || (version[0] === ${major} && version[1] >= ${minor})) require('./start.cjs');
else {
  console.error('${name} needs Node ${major}.${minor} or later, and this is Node ' + process.versions.node + '.');
  process.exit(2);
}
`;
