import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './usage.ts';
import { githubReport } from '../check/reporters/github.ts';
import { junitReport } from '../check/reporters/junit.ts';
import { prettyReport } from '../check/reporters/pretty.ts';
import { sarifReport } from '../check/reporters/sarif.ts';
import type { Report } from '../check/report/report.ts';

/** The reporters, by name: each makes a text of a report. */
export const reporters: Record<string, (report: Report) => string> = {
  pretty: prettyReport,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
};

/** A reporter, and the file that it writes to; without one, standard output. */
export interface ReporterChoice {
  name: string;
  file?: string;
}

/** Reads `NAME[=FILE]`; `pretty` where nothing is asked for. Throws UsageError. */
export function readReporters(entries: string[], known = Object.keys(reporters)): ReporterChoice[] {
  if (entries.length === 0) return [{ name: 'pretty' }];
  const choices = entries.map((entry): ReporterChoice => {
    const [name = '', ...rest] = entry.split('=');
    if (!known.includes(name)) {
      throw new UsageError(
        `--reporter is ${JSON.stringify(entry)}, expected NAME[=FILE] with NAME one of ${known.join(', ')}.`,
      );
    }
    const file = rest.join('=');
    return file === '' ? { name } : { name, file };
  });
  if (choices.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      '--reporter names two reporters for standard output; give all but one a file, as in junit=out.xml.',
    );
  }
  return choices;
}

/** Writes a report out, as each reporter makes it. Throws UsageError where a file cannot be written. */
export async function writeReports<R>(
  report: R,
  choices: ReporterChoice[],
  makers: Record<string, (report: R) => string>,
): Promise<void> {
  for (const { name, file } of choices) {
    const text = makers[name]!(report);
    if (file === undefined) process.stdout.write(text);
    else await write(file, text);
  }
}

/** Writes the file that a flag names. Throws UsageError where it cannot be written. */
export async function write(file: string, text: string, flag = '--reporter'): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`${flag} cannot write ${JSON.stringify(file)}: ${(error as NodeJS.ErrnoException).code}.`, {
      cause: error,
    });
  }
}
