import { escapedXml } from '../../escaping/markup.ts';
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
          `<failure message="${escapedXml(`${rule}: ${received}`)}">${escapedXml(`expected ${expected}`)}</failure>`,
      );
    const inner = verdict === 'untried' ? `<skipped message="${escapedXml(why ?? '')}"/>` : failures.join('');
    return `    <testcase classname="${escapedXml(operation)}" name="${escapedXml(`${name}: ${says}`)}" time="${taken}">${inner}</testcase>`;
  });
  const run = `    <testcase classname="${escapedXml(operation)}" name="the caller can be drilled">${outcome === 'untestable' ? `<error message="${escapedXml(reason ?? '')}"/>` : ''}</testcase>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cc-gateway-contract drill" time="${seconds}">
  <testsuite name="${escapedXml(contract.title)}" tests="${trials.length + 1}" failures="${failed.length}" skipped="${skipped.length}" errors="${outcome === 'untestable' ? 1 : 0}">
${[run, ...cases].join('\n')}
  </testsuite>
</testsuites>
`;
}
