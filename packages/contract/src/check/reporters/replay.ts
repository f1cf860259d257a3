import type { Report } from '../report/report.ts';
import { violationLines, warningLines } from './finding-lines.ts';

/** What a replay came to, for people: the findings of the probe, and whether it shows them again. */
export function replayReport({ findings, reason, outcome, hints }: Report): string {
  const isJudged = findings.length > 0 || outcome !== 'untestable';
  return [
    ...findings.flatMap((finding) => (finding.severity === 'violation' ? violationLines : warningLines)(finding)),
    ...(reason === undefined ? [] : [reason]),
    isJudged
      ? `${findings.length > 0 ? 'The finding shows' : 'It does not show'} again.`
      : 'The finding could not be looked for.',
    ...hints.map((hint) => `hint  ${hint}`),
    '',
  ].join('\n');
}
