import { commandProperty, commandData } from '../../escaping/workflow-command.ts';
import type { TrafficReport } from '../report/report.ts';

/** The report as workflow commands: GitHub shows each as an annotation. */
export function githubTraffic({ findings, outcome, reason }: TrafficReport): string {
  const lines = findings
    .filter(({ ignored }) => ignored === undefined)
    .map(({ side, rule, severity, operation, received, times, first, fingerprint }) => {
      const text = `${operation}: ${received}\n${times} times, first ${first}\nfingerprint ${fingerprint}`;
      return `::${severity === 'violation' ? 'error' : 'warning'} title=${commandProperty(`${side} ${rule}`)}::${commandData(text)}`;
    });
  const why = outcome === 'untestable' ? [`::error title=not testable::${commandData(reason ?? '')}`] : [];
  return [...lines, ...why, ''].join('\n');
}
