import { relative } from 'node:path';
import type { Finding } from '../report/finding.ts';

/** The file of a finding's place, relative to the working directory where it is below it. */
export function fileOf({ place }: Finding): string | undefined {
  if (place.file === undefined) return undefined;
  const path = relative(process.cwd(), place.file).replaceAll('\\', '/');
  return path.startsWith('..') ? place.file.replaceAll('\\', '/') : path;
}

/** A place for people: file and line where they are known, the JSON pointer where they are not. */
export const shown = (finding: Finding): string =>
  finding.place.line === undefined ? finding.place.pointer : `${fileOf(finding)}:${finding.place.line}`;
