#!/usr/bin/env node
import { runCommand } from './command.ts';

// Whoever reads the lines may leave; the mock goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.exitCode = await runCommand(process.argv.slice(2));
