import { escapedXml } from '../../escaping/markup.ts';
import { violationsIn, type Report } from '../report/report.ts';
import { rules } from '../answers/rules/catalogue.ts';
import { shown } from './place.ts';

/** The report as JUnit XML: a suite for each class of rules, a test case for each rule; a rule that was not tried is skipped. */
export function junitReport(report: Report): string {
  const violations = violationsIn(report);
  const classes = [...new Set(rules.map(({ name }) => name.split('/')[0]!))];
  const tries = new Map(report.coverage.rules.map(({ name, places }) => [name, places]));
  const suites = classes.map((kind) => {
    const own = rules.filter(({ name }) => name.startsWith(`${kind}/`));
    const failed = own.filter(({ name }) => violations.some((finding) => finding.rule === name));
    const skipped = own.filter((rule) => !tries.get(rule.name) && !failed.includes(rule));
    const cases = own.map((rule) => {
      const found = violations.filter((finding) => finding.rule === rule.name);
      const failures = found.map(
        (finding) =>
          `      <failure message="${escapedXml(`${finding.about}: ${finding.received}`)}">${escapedXml(
            [
              `received ${finding.received}`,
              `documented ${finding.documented}`,
              `place ${shown(finding)}`,
              finding.witness?.command ?? '',
              `replay ${finding.replay ?? '-'}`,
            ].join('\n'),
          )}</failure>`,
      );
      const inner =
        failures.length > 0
          ? failures.join('\n')
          : skipped.includes(rule)
            ? '      <skipped message="not tried"/>'
            : '';
      return inner === ''
        ? `    <testcase classname="${escapedXml(`${report.contract.title}.${kind}`)}" name="${escapedXml(rule.says)}"/>`
        : `    <testcase classname="${escapedXml(`${report.contract.title}.${kind}`)}" name="${escapedXml(rule.says)}">\n${inner}\n    </testcase>`;
    });
    return `  <testsuite name="${kind}" tests="${own.length}" failures="${failed.length}" skipped="${skipped.length}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  const run = `  <testsuite name="run" tests="1" failures="0" errors="${report.outcome === 'untestable' ? 1 : 0}">
    <testcase classname="${escapedXml(report.contract.title)}" name="The provider can be tested">${report.reason === undefined ? '' : `<error message="${escapedXml(report.reason)}"/>`}</testcase>
  </testsuite>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cc-gateway-contract" time="${report.seconds}">\n${run}\n${suites.join('\n')}\n</testsuites>\n`;
}
