import { markdownCell } from '../../escaping/markdown.ts';
import { driftLines } from './drift-lines.ts';
import type { TrafficReport } from '../report/report.ts';

/** The report as Markdown: a table of findings, and the drift. */
export function markdownTraffic({
  contract,
  source,
  findings,
  drift,
  exchanges,
  outcome,
  reason,
}: TrafficReport): string {
  const seen = driftLines(drift).map(markdownCell);
  return [
    `# Traffic: ${outcome}`,
    '',
    `${exchanges} exchanges of ${markdownCell(source)}, held to ${markdownCell(contract.title)} ${contract.version}.${reason === undefined ? '' : ` ${reason}`}`,
    '',
    ...(findings.length === 0
      ? []
      : [
          '| side | rule | operation | seen | times |',
          '| --- | --- | --- | --- | ---: |',
          ...findings.map(
            ({ side, rule, severity, operation, received, times, ignored }) =>
              `| ${side} | \`${rule}\`${severity === 'warning' ? ' (warning)' : ''}${ignored === undefined ? '' : ' (ignored)'} | ${markdownCell(operation)} | ${markdownCell(received)} | ${times} |`,
          ),
          '',
        ]),
    ...(seen.length === 0 ? [] : ['Seen, and not documented:', '', ...seen.map((each) => `- ${each}`), '']),
  ].join('\n');
}
