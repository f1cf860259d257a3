import type { DrillReport } from '../report/report.ts';

/** The report as JUnit XML: a test case for each situation; one that was not tried is skipped. */
export function junitDrill({ contract, operation, trials, seconds, reason, outcome }: DrillReport): string {
  const failed = trials.filter(({ verdict }) => verdict === 'failed');
  const skipped = trials.filter(({ verdict }) => verdict === 'untried');
  const cases = trials.map(({ name, says, verdict, findings, reason: why, seconds: taken }) => {
    const failures = findings
      .filter(({ severity, ignored }) => severity === 'violation' && ignored === undefined)
      .map(
        ({ rule, received, expected }) =>
          `<failure message="${escaped(`${rule}: ${received}`)}">${escaped(`expected ${expected}`)}</failure>`,
      );
    const inner = verdict === 'untried' ? `<skipped message="${escaped(why ?? '')}"/>` : failures.join('');
    return `    <testcase classname="${escaped(operation)}" name="${escaped(`${name}: ${says}`)}" time="${taken}">${inner}</testcase>`;
  });
  const run = `    <testcase classname="${escaped(operation)}" name="the caller can be drilled">${outcome === 'untestable' ? `<error message="${escaped(reason ?? '')}"/>` : ''}</testcase>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cc-gateway-contract drill" time="${seconds}">
  <testsuite name="${escaped(contract.title)}" tests="${trials.length + 1}" failures="${failed.length}" skipped="${skipped.length}" errors="${outcome === 'untestable' ? 1 : 0}">
${[run, ...cases].join('\n')}
  </testsuite>
</testsuites>
`;
}

const escaped = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- XML 1.0 has no way to write them
    .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
