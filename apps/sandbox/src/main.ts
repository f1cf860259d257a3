#!/usr/bin/env node
import { runToEnd } from '@cc-gateway/mock';
import { runCommand } from './command.ts';

await runToEnd(() => runCommand(process.argv.slice(2), process.env));
