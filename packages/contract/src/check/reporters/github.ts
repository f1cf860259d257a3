import { markdownCell } from '../../escaping/markdown.ts';
import { commandData, commandProperty } from '../../escaping/workflow-command.ts';
import { violationsIn, type Report } from '../report/report.ts';
import { fileOf, shown } from './place.ts';

const commands = { violation: 'error', warning: 'warning', contradiction: 'notice' } as const;

/** The report as workflow commands: GitHub shows each as an annotation on the document. */
export function githubReport(report: Report): string {
  const lines = report.findings
    .filter(({ ignored }) => ignored === undefined)
    .map((finding) => {
      const file = fileOf(finding);
      const at = [
        ...(file === undefined ? [] : [`file=${commandProperty(file)}`, `line=${finding.place.line ?? 1}`]),
        `title=${commandProperty(finding.rule)}`,
      ];
      const text = `${finding.about}\nreceived: ${finding.received}\ndocumented: ${finding.documented}\nreplay: ${finding.replay ?? '-'}`;
      return `::${commands[finding.severity]} ${at.join(',')}::${commandData(text)}`;
    });
  const reason = report.reason === undefined ? [] : [`::error title=not testable::${commandData(report.reason)}`];
  const hints = report.hints.map((hint) => `::notice title=hint::${commandData(hint)}`);
  return [...lines, ...reason, ...hints, ''].join('\n');
}

/** The report as Markdown for the summary of a job. */
export function summaryOf(report: Report): string {
  const rows = report.findings.map(
    (finding) =>
      `| ${finding.ignored === undefined ? finding.severity : 'ignored'} | \`${finding.rule}\` | ${markdownCell(finding.about)} | ${markdownCell(finding.received)} | ${markdownCell(shown(finding))} |`,
  );
  const table =
    rows.length > 0 ? ['| | rule | tried | received | place |', '| --- | --- | --- | --- | --- |', ...rows, ''] : [];
  const { tried, of, places, isRefusalsOnly } = report.coverage;
  return [
    `### Contract ${report.outcome}: ${markdownCell(report.contract.title)} ${report.contract.version}`,
    '',
    `${violationsIn(report).length} violations; ${tried} of ${of} rules at ${places} places${isRefusalsOnly ? ', refusals only' : ''}; ${report.requests} requests in ${report.seconds.toFixed(1)} s.`,
    '',
    ...(report.reason === undefined ? [] : [report.reason, '']),
    ...report.hints.flatMap((hint) => [hint, '']),
    ...table,
  ].join('\n');
}
