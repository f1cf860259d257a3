import { driftLines, often } from './drift-lines.ts';
import type { Progress, TrafficFinding, TrafficReport } from '../report/report.ts';

/** The report for people. */
export function prettyTraffic(report: TrafficReport): string {
  const { contract, source, findings, drift, exchanges, unanswered, reason, outcome } = report;
  const seen = driftLines(drift);
  return [
    `${contract.title} ${contract.version} (${contract.hash.slice(0, 8)}): ${source}`,
    '',
    ...findings.flatMap(findingLines),
    ...(seen.length > 0 ? ['', 'Seen, and not documented:', ...seen.map((each) => `    ${each}`)] : []),
    ...(drift.unseen.length > 0 ? ['', `Documented, and not seen: ${drift.unseen.join(', ')}`] : []),
    '',
    `${exchanges} exchanges${unanswered > 0 ? `, ${unanswered} without an answer that could be judged` : ''}.`,
    ...(reason === undefined ? [] : [reason]),
    {
      holds: 'The contract holds in what has passed.',
      violated: 'The contract is violated.',
      untestable: 'Nothing could be judged.',
    }[outcome],
    '',
  ].join('\n');
}

/** A finding, in a few lines. */
export const findingLines = ({
  side,
  rule,
  severity,
  says,
  reference,
  operation,
  received,
  times,
  first,
  fingerprint,
  ignored,
}: TrafficFinding): string[] => [
  `${ignored !== undefined ? '-' : severity === 'violation' ? '✗' : '!'} ${side}  ${rule}  ${operation}`,
  `    ${received} (${often(times)})`,
  `    rule         ${says} [${reference}]`,
  `    first        ${first}`,
  `    fingerprint  ${fingerprint}${ignored === undefined ? '' : `  ignored: ${ignored}`}`,
];

/** What it has come to so far, in one line. */
export function progressLine({ exchanges, findings, unanswered }: Progress): string {
  const of = (side: TrafficFinding['side']): string => {
    const broken = findings.filter((finding) => finding.side === side && finding.ignored === undefined);
    const violations = broken.filter(({ severity }) => severity === 'violation').length;
    return `${side} ${violations} violations, ${broken.length - violations} warnings`;
  };
  return `${exchanges} exchanges, ${unanswered} unanswered; ${of('consumer')}; ${of('provider')}`;
}
