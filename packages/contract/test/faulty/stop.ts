import type { CheckOptions, Report } from '../../src/index.ts';

/** Options that end a run as soon as a rule has spoken, with that severity: what comes after it proves nothing more. */
export function untilFound(
  rule: string,
  severity: Report['findings'][number]['severity'] = 'violation',
): Partial<CheckOptions> {
  const found = new AbortController();
  return {
    signal: found.signal,
    onFinding: (finding) => {
      if (finding.rule === rule && finding.severity === severity) found.abort();
    },
  };
}
