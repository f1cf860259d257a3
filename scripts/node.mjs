import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child.mjs';

/** The workspace's own Node; this one, where the registry has none for the platform. */
export function nodeProgram() {
  const own = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(own) ? own : process.execPath;
}

/** Why this Node cannot run the sandbox; undefined where it can, or need not. */
export function whyNot() {
  if (nodeProgram() !== process.execPath) return undefined;
  const { engines } = JSON.parse(readFileSync(join(root, 'packages/mock/package.json'), 'utf8'));
  const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return undefined;
  return `Node is ${process.version}, expected ${engines.node}: no other can be installed on ${process.platform} ${process.arch}.`;
}
