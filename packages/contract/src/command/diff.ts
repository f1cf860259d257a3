import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { ContractError } from '@cc-gateway/spec';
import { diff } from '../diff/diff.ts';
import type { ContractDiff } from '../diff/judging/contract-diff.ts';
import { UsageError as SourceError } from '../diff/reading/source.ts';
import { changelogEntry, withEntry } from '../diff/reporting/changelog.ts';
import { reporters } from '../diff/reporting/reporters.ts';
import { levels } from '../diff/schemas/level.ts';
import { write } from './reporters.ts';
import { diffUsage, readDiffFlags, type DiffFlags, type Threshold } from './diff-flags.ts';
import { UsageError } from './usage.ts';

/** Runs `cc-gateway-contract diff` with the arguments after its name, seen from `cwd`; gives the exit code. */
export async function runDiff(args: string[], cwd = process.cwd()): Promise<number> {
  try {
    const flags = await readDiffFlags(args, cwd);
    if (flags === 'help') {
      console.log(diffUsage);
      return 0;
    }
    const { base, revision, options, failOn } = flags;
    const found = await diff(base, revision, { ...options, cwd, stdin: () => textOf(process.stdin) });
    await publish(found, flags, cwd);
    return fails(found, failOn) ? 1 : 0;
  } catch (error) {
    console.error((error as Error).message);
    const kinds = [UsageError, SourceError, ContractError, TypeError];
    return kinds.some((kind) => error instanceof kind) ? 2 : 3;
  }
}

/** Whether a comparison fails: by the version, or by any change of a level or a higher one. */
function fails({ level, isCarried }: ContractDiff, failOn: Threshold): boolean {
  if (failOn === 'version') return !isCarried;
  return level !== undefined && levels.indexOf(level) <= levels.indexOf(failOn);
}

async function publish(found: ContractDiff, { reporters: choices, changelog }: DiffFlags, cwd: string): Promise<void> {
  for (const { name, file } of choices) {
    const text = reporters[name]!(found);
    if (file === undefined) console.log(text);
    else await write(resolve(cwd, file), text);
  }
  if (changelog === undefined) return;
  const file = resolve(cwd, changelog);
  const earlier = await readFile(file, 'utf8').catch(() => '# Changes\n\n');
  await write(file, withEntry(earlier, changelogEntry(found)));
}
