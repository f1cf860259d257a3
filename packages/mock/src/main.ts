#!/usr/bin/env node
import { runCommand } from './command.ts';
import { runToEnd } from './standard-streams.ts';
import { growYoungSpace } from './young-space.ts';

growYoungSpace(1);
await runToEnd(() => runCommand(process.argv.slice(2)));
