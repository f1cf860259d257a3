#!/usr/bin/env node
import { runCommand } from './command.ts';
import { runToEnd } from './standard-streams.ts';

await runToEnd(() => runCommand(process.argv.slice(2)));
