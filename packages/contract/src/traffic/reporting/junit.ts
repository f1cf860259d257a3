import { escapedXml } from '../../escaping/markup.ts';
import { failuresOf, type TrafficReport } from '../report/report.ts';
import { trafficRules, type Side } from '../judging/rules.ts';

/** The report as JUnit XML: a suite for each side, a test case for each of its rules; skipped where nothing could be judged. */
export function junitTraffic(report: TrafficReport): string {
  const { contract, outcome, reason } = report;
  const isUntestable = outcome === 'untestable';
  const run = `  <testsuite name="run" tests="1" failures="0" errors="${isUntestable ? 1 : 0}">
    <testcase classname="${escapedXml(contract.title)}" name="The traffic can be judged">${isUntestable ? `<error message="${escapedXml(reason ?? '')}"/>` : ''}</testcase>
  </testsuite>`;
  const suites = (['consumer', 'provider'] as const).map((side) => suiteOf(side, report, isUntestable));
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cc-gateway-contract traffic">
${[run, ...suites].join('\n')}
</testsuites>
`;
}

function suiteOf(side: Side, report: TrafficReport, isUntestable: boolean): string {
  const rules = trafficRules.filter((rule) => rule.side === side);
  const failures = failuresOf(report, [side]);
  const failed = rules.filter(({ name }) => failures.some(({ rule }) => rule === name)).length;
  const cases = rules.map(({ name, says }) => {
    const broken = failures
      .filter(({ rule }) => rule === name)
      .map(({ operation, received, times, first, fingerprint }) => {
        const more = `${times} times\nfirst ${first}\nfingerprint ${fingerprint}`;
        return `<failure message="${escapedXml(`${operation}: ${received}`)}">${escapedXml(more)}</failure>`;
      });
    const inner = broken.length === 0 && isUntestable ? '<skipped/>' : broken.join('');
    const classname = escapedXml(`${report.contract.title}.${side}`);
    return `    <testcase classname="${classname}" name="${escapedXml(`${name}: ${says}`)}">${inner}</testcase>`;
  });
  const skipped = isUntestable ? rules.length - failed : 0;
  return `  <testsuite name="${side}" tests="${rules.length}" failures="${failed}" skipped="${skipped}">
${cases.join('\n')}
  </testsuite>`;
}
