#!/usr/bin/env node
import { runCommand, unexpected } from './command.ts';

process.on('uncaughtException', (error) => process.exit(unexpected(error)));
process.exitCode = await runCommand(process.argv.slice(2));
