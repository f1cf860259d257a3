/**
 * For `node --import`, so that it holds for what a build imports, too: Node remembers compiled code between builds, and what cannot be
 * made of a document is told as it is written, a sentence with its place.
 */
import { enableCompileCache } from 'node:module';
import { inspect } from 'node:util';

enableCompileCache();

process.once('uncaughtException', (error) => {
  process.stderr.write(`${error.name === 'DocumentError' ? error.message : inspect(error)}\n`);
  process.exit(1);
});
