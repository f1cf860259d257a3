import type { TrafficFinding, TrafficReport } from '../report/report.ts';

/** The report for people. */
export function prettyTraffic(report: TrafficReport): string {
  const { contract, source, findings, drift, exchanges, unanswered, reason, outcome } = report;
  const { undocumented, codes, statuses, unseen } = drift;
  const seen = [
    ...codes.map(({ code, operation, times }) => `the code ${code} of ${operation}, ${often(times)}`),
    ...statuses.map(({ status, operation, times }) => `the status ${status} of ${operation}, ${often(times)}`),
    ...undocumented.map(({ what, times }) => `${what}, ${often(times)}`),
  ];
  return [
    `${contract.title} ${contract.version} (${contract.hash.slice(0, 8)}): ${source}`,
    '',
    ...findings.flatMap(findingLines),
    ...(seen.length > 0 ? ['', 'Seen, and not documented:', ...seen.map((each) => `    ${each}`)] : []),
    ...(unseen.length > 0 ? ['', `Documented, and not seen: ${unseen.join(', ')}`] : []),
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

const often = (times: number): string => (times === 1 ? 'once' : `${times} times`);
