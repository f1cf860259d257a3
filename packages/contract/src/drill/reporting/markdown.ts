import { markdownCell } from '../../escaping/markdown.ts';
import type { DrillReport } from '../report/report.ts';
import { verdictOf } from './pretty.ts';

/** The certificate: a table of situations and verdicts, with what proves them. */
export function markdownDrill(report: DrillReport): string {
  const { contract, operation, caller, trials, reason } = report;
  return [
    `# Drill of ${operation}: ${report.outcome}`,
    '',
    `${verdictOf(report)} Contract ${contract.version} (${contract.hash.slice(0, 12)}); caller ${markdownCell(caller)}.`,
    ...(reason === undefined ? [] : ['', reason]),
    '',
    '| situation | what happens | verdict | what was seen |',
    '| --- | --- | --- | --- |',
    ...trials.map(({ name, says, verdict, findings, requests, ended, reason: why }) => {
      const seen = verdict === 'untried' ? (why ?? '') : `${requests.length} requests; ${ended}`;
      const broken = findings.map(({ rule, severity, received }) => `${severity} ${rule}: ${received}`);
      return `| ${markdownCell(name)} | ${markdownCell(says)} | ${verdict} | ${markdownCell([seen, ...broken].join('; '))} |`;
    }),
    '',
  ].join('\n');
}
