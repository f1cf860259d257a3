#!/usr/bin/env node
import { runCommand, unexpected } from './command/command.ts';

process.on('uncaughtException', (error) => process.exit(unexpected(error)));
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has read enough, such as `head`: what the command came to stays the same.
    if (error.code !== 'EPIPE') process.exit(unexpected(error));
  });
}
const code = await runCommand(process.argv.slice(2));
process.exitCode = code;
// What nobody reads of its progress is not waited for; what it came to is.
setInterval(() => process.stdout.writableLength === 0 && process.exit(code), 1_000).unref();
