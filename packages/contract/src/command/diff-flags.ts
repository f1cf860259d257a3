import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DiffOptions } from '../diff/diff.ts';
import { versionSchemes, type VersionScheme } from '../diff/judging/demand.ts';
import { readLevels } from '../diff/judging/rules.ts';
import { reporters } from '../diff/reporting/reporters.ts';
import { readReporters, type ReporterChoice } from './reporters.ts';
import { readIgnored } from './ignored.ts';
import { seeHelp, UsageError, wrongFlags } from './usage.ts';

const thresholds = ['version', 'major', 'minor', 'patch'] as const;

/** From which level on changes fail; `version`: where `info.version` does not carry them. */
export type Threshold = (typeof thresholds)[number];

/** The arguments of `diff`, read. */
export interface DiffFlags {
  base: string;
  revision: string | undefined;
  options: DiffOptions;
  failOn: Threshold;
  reporters: ReporterChoice[];
  changelog: string | undefined;
}

/** What `diff --help` prints. */
export const diffUsage = `Usage: cc-gateway-contract diff BASE [REVISION] [options]

Compares two OpenAPI documents and says which version the changes demand.
BASE and REVISION are files, URLs, git revisions (main, HEAD~1, v1.0.0), REVISION:PATH, or - for standard input; the path
is spec/openapi.yaml unless told, REVISION the working tree's document.

  --reporter NAME[=FILE]    ${Object.keys(reporters).join(', ')}; several at once
  --fail-on LEVEL           major, minor, patch: any such change fails; version (the default): one that info.version
                            does not carry
  --ignore FILE             changes that are accepted: FINGERPRINT: REASON, or { reason, until: YYYY-MM-DD }
  --levels FILE             other levels of rules: RULE: major, minor, patch or off; \`rules --gate\` lists the rules
  --changelog FILE          puts an entry for callers before those of the file
  --effort SECONDS          how long schemas may be compared; 5 unless told
  --version-scheme SCHEME   semver (the default), calver (versions that only grow) or none
  --help                    prints this

Exit code 0: nothing fails; 1: it does; 2: wrong usage; 3: could not compare.`;

const options = {
  reporter: { type: 'string', multiple: true },
  'fail-on': { type: 'string', default: 'version' },
  ignore: { type: 'string' },
  levels: { type: 'string' },
  changelog: { type: 'string' },
  effort: { type: 'string' },
  'version-scheme': { type: 'string', default: 'semver' },
  help: { type: 'boolean', default: false },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw wrongFlags(error);
  }
}

/** Reads the arguments of `diff`; `help` where it is asked for. Throws UsageError. */
export async function readDiffFlags(args: string[], cwd: string): Promise<DiffFlags | 'help'> {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [base, revision, ...more] = positionals;
  const chosen = readReporters(values.reporter ?? [], Object.keys(reporters));
  if (base === undefined || more.length > 0) {
    throw new UsageError(
      `Received ${positionals.length} arguments. Expected BASE and, if wanted, REVISION. ${seeHelp}`,
    );
  }
  const effort = values.effort === undefined ? undefined : Number(values.effort);
  if (effort !== undefined && !(effort > 0)) {
    throw new UsageError(`--effort is ${JSON.stringify(values.effort)}, expected a number of seconds above 0.`);
  }
  const scheme = oneOf('--version-scheme', values['version-scheme'], versionSchemes);
  return {
    base,
    revision,
    failOn: oneOf('--fail-on', values['fail-on'], thresholds),
    reporters: chosen,
    changelog: values.changelog,
    options: {
      versionScheme: scheme satisfies VersionScheme,
      ...(effort !== undefined && { effort }),
      ...(values.ignore !== undefined && {
        ignore: readIgnored(values.ignore, await fileOf('--ignore', values.ignore, cwd)),
      }),
      ...(values.levels !== undefined && {
        levels: readLevels(await fileOf('--levels', values.levels, cwd), values.levels),
      }),
    },
  };
}

function oneOf<Value extends string>(flag: string, given: string, known: readonly Value[]): Value {
  const found = known.find((value) => value === given);
  if (found === undefined)
    throw new UsageError(`${flag} is ${JSON.stringify(given)}, expected one of ${known.join(', ')}.`);
  return found;
}

async function fileOf(flag: string, file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new UsageError(`${flag}: ${JSON.stringify(file)} cannot be read: ${(cause as NodeJS.ErrnoException).code}.`, {
      cause,
    });
  }
}
