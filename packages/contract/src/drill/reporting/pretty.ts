import { failuresIn, type DrillReport, type Trial } from '../report/report.ts';

const marks = { passed: '✓', failed: '✗', untried: '-' };

/** The report for people. */
export function prettyDrill(report: DrillReport): string {
  const { contract, operation, caller, trials, seconds, reason } = report;
  return [
    `${contract.title} ${contract.version} (${contract.hash.slice(0, 8)}), ${operation}: ${caller}`,
    '',
    ...trials.flatMap(trialLines),
    '',
    `${verdictOf(report)} ${seconds.toFixed(1)} s.`,
    ...(reason === undefined ? [] : [reason]),
    '',
  ].join('\n');
}

function trialLines({ verdict, name, says, requests, ended, reason, findings }: Trial): string[] {
  const head = `${marks[verdict]} ${name.padEnd(24)} ${says}`;
  if (verdict === 'untried') return [head, `    not tried: ${reason}`];
  const evidence = findings.length > 0 ? [...requests.map((line) => `    ${line}`), `    ended: ${ended}`] : [];
  return [
    head,
    ...findings.flatMap(({ rule, severity, says: held, received, expected, reference, fingerprint, ignored }) => [
      `    ${ignored === undefined ? severity : 'ignored'}  ${rule}: ${held} [${reference}]`,
      `        received  ${received}`,
      `        expected  ${expected}`,
      `        replay    --situation ${name}    fingerprint ${fingerprint}`,
    ]),
    ...evidence,
  ];
}

/** What a drill came to, in one sentence. */
export function verdictOf({ outcome, trials }: DrillReport): string {
  const of = (wanted: Trial['verdict']): number => trials.filter(({ verdict }) => verdict === wanted).length;
  const failures = failuresIn({ trials }).length;
  const untried = of('untried') > 0 ? `, ${of('untried')} not tried` : '';
  if (outcome === 'untestable') return 'The caller could not be drilled.';
  const counts = `${of('passed')} of ${trials.length} situations passed${untried}`;
  return outcome === 'passed' ? `The caller passes: ${counts}.` : `The caller fails: ${counts}; ${failures} findings.`;
}
