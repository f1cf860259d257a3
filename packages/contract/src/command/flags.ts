import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { documentFlags, documentOf, documentUsage } from './document.ts';
import { acceptedIn } from './ignored.ts';
import { UsageError, wrongFlags } from './usage.ts';
import type { Level } from '../check/requests/level.ts';
import { levels } from '../check/requests/level.ts';
import type { CheckOptions } from '../check/options.ts';
import { readReporters, type ReporterChoice } from './reporters.ts';

/** The flags that `check` and `replay` share, for people. */
export const flagUsage = `${documentUsage}
  --level LEVEL          safe (the default), effects or full
  --set NAME=VALUE       offers a value for a path, query, header or body field; repeatable
  --auth KEY             session key; better in the environment as CC_GATEWAY_AUTH, which keeps it out of process lists
  --other-auth KEY       session key of a user who may not act on the offered ids; or CC_GATEWAY_OTHER_AUTH
  --seed N               the same seed sends the same requests (1)
  --runs N               generated values for each field, at full (25)
  --budget N             the most requests (5000, or 30 for each operation where that is more)
  --min-coverage PERCENT of the rules that must be tried, and of the operations; less is exit code 3
  --allow-untested NAME  an operation that need not be exercised; any other that is not is exit code 3; repeatable
  --rate N               the most requests a second
  --timeout MS           for each answer (5000)
  --ca FILE              certificate authority to trust, PEM
  --reporter NAME[=FILE] pretty (the default), json, junit, sarif or github; repeatable
  --ignore FILE          YAML or JSON: fingerprints of accepted findings, each with a reason
  --dry-run              prints every request and sends none`;

/** What the flags say. */
export interface Flags {
  positionals: string[];
  options: Omit<CheckOptions, 'url'>;
  reporters: ReporterChoice[];
  help: boolean;
}

/** Reads the flags. Throws UsageError, naming the flag, what was received and what was expected. */
export async function readFlags(args: string[], environment: NodeJS.ProcessEnv = process.env): Promise<Flags> {
  const { values, positionals } = parsed(args);
  const { level, set = [], seed, runs, budget, rate, timeout, ca, reporter = [], ignore } = values;
  const auth = keyOf('--auth', values.auth, 'CC_GATEWAY_AUTH', environment);
  const otherAuth = keyOf('--other-auth', values['other-auth'], 'CC_GATEWAY_OTHER_AUTH', environment);
  const given = {
    spec: documentOf(values),
    level: level === undefined ? undefined : levelOf(level),
    auth,
    otherAuth,
    seed: wholeNumber('--seed', seed, 0),
    runs: wholeNumber('--runs', runs, 1),
    budget: wholeNumber('--budget', budget, 1),
    minCoverage: wholeNumber('--min-coverage', values['min-coverage'], 1, 100),
    allowUntested: values['allow-untested'],
    rate: wholeNumber('--rate', rate, 1),
    timeoutMs: wholeNumber('--timeout', timeout, 1),
    ca: ca === undefined ? undefined : await readText('--ca', ca),
    ignore: ignore === undefined ? undefined : acceptedIn(ignore, await readText('--ignore', ignore)),
    dryRun: values['dry-run'],
  };
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    positionals,
    options: { ...options, set: readSet(set) },
    reporters: readReporters(reporter),
    help: values.help === true,
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...documentFlags,
        level: text,
        set: texts,
        auth: text,
        'other-auth': text,
        seed: text,
        runs: text,
        budget: text,
        'min-coverage': text,
        'allow-untested': texts,
        rate: text,
        timeout: text,
        ca: text,
        reporter: texts,
        ignore: text,
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw wrongFlags(error);
  }
}

/** A session key, from its flag or from the environment. Throws UsageError, naming the one that it came from. */
function keyOf(flag: string, given: string | undefined, variable: string, environment: NodeJS.ProcessEnv) {
  const key = given ?? environment[variable];
  // oxlint-disable-next-line no-control-regex -- a control character would end the header
  if (key !== undefined && (key === '' || /[^\x20-\x7e]/.test(key)))
    throw new UsageError(
      `${given === undefined ? `the environment variable ${variable}` : flag} holds no usable key: expected printable ASCII.`,
    );
  return key;
}

/** The whole number that a flag gives; undefined where it is not there. Throws UsageError. */
export function wholeNumber(flag: string, text: string | undefined, least: number, most?: number): number | undefined {
  if (text === undefined) return undefined;
  const isIn = Number(text) >= least && Number(text) <= (most ?? Number.MAX_SAFE_INTEGER);
  if (/^\d+$/.test(text) && isIn) return Number(text);
  const expected = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${flag} is ${JSON.stringify(text)}, expected a whole number ${expected}.`);
}

function levelOf(text: string): Level {
  if (Object.hasOwn(levels, text)) return text as Level;
  throw new UsageError(`--level is ${JSON.stringify(text)}, expected ${Object.keys(levels).join(', ')}.`);
}

function readSet(entries: string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      if (at < 1) throw new UsageError(`--set is ${JSON.stringify(entry)}, expected NAME=VALUE.`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** The text of the file that a flag names. Throws UsageError. */
export async function readText(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${flag} is ${JSON.stringify(file)}, which cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
      { cause: error },
    );
  }
}
