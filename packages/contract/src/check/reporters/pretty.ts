import { violationsIn, type Report } from '../report/report.ts';
import type { Finding } from '../report/finding.ts';
import { contradictionLines, violationLines, warningLines } from './finding-lines.ts';

/** The report for people. */
export function prettyReport(report: Report): string {
  const { findings, untested, reason, hints } = report;
  const violations = violationsIn(report);
  const ignored = findings.filter(({ ignored }) => ignored !== undefined);
  const of = (wanted: string): Finding[] =>
    findings.filter(({ severity, ignored }) => severity === wanted && ignored === undefined);
  const [warnings, contradictions] = [of('warning'), of('contradiction')];
  return [
    `${report.contract.title} ${report.contract.version} (${report.contract.hash.slice(0, 8)}) at ${report.target}, level ${report.level}, seed ${report.seed}`,
    '',
    ...violations.flatMap(violationLines),
    ...warnings.flatMap(warningLines),
    ...ignored.map((finding) => `ignored  ${finding.rule} ${finding.fingerprint}: ${finding.ignored}`),
    ...(contradictions.length > 0
      ? ['', 'The document contradicts itself:', ...contradictionLines(contradictions)]
      : []),
    ...(untested.length > 0 ? ['', 'Not testable:', ...grouped(untested)] : []),
    '',
    // Where nothing was asked, nothing is counted: what stands in the way is all there is to say.
    ...(report.requests > 0 ? extentLines(report) : []),
    ...(reason === undefined ? [] : [reason]),
    verdictOf(report, violations.length, warnings.length),
    ...hints.map((hint) => `hint  ${hint}`),
    '',
  ].join('\n');
}

const extentLines = ({ coverage, requests, seconds }: Report): string[] => [
  ...coverageLines(coverage),
  `${requests} requests in ${seconds.toFixed(1)} s, ${coverage.requestsForAll} of them about the server as a whole`,
];

function verdictOf({ outcome, coverage, level }: Report, violations: number, warnings: number): string {
  const also = warnings > 0 ? `, ${count(warnings, 'warning')}` : '';
  const extent = coverage.isRefusalsOnly ? ' (refusals only)' : '';
  if (outcome === 'violated') return `The contract is violated: ${count(violations, 'finding')}${also}${extent}.`;
  if (outcome === 'untestable') return `The contract could not be tested${also}.`;
  return `The contract holds at level ${level}${also}${extent}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function coverageLines({ tried, of, places, rules, operations, exercised }: Report['coverage']): string[] {
  const classes = new Map<string, { tried: number; of: number; places: number }>();
  for (const { name, places: tries } of rules) {
    const [kind = ''] = name.split('/');
    const known = classes.get(kind) ?? { tried: 0, of: 0, places: 0 };
    classes.set(kind, { tried: known.tried + Number(tries > 0), of: known.of + 1, places: known.places + tries });
  }
  return [
    `Coverage: ${tried} of ${of} rules at ${places} places; ${exercised} of ${operations.length} operations.`,
    ...shallow(operations),
    ...[...classes].map(
      ([kind, each]) =>
        `    ${kind.padEnd(10)} ${String(each.tried).padStart(3)} of ${String(each.of).padEnd(3)} rules ${String(each.places).padStart(5)} places`,
    ),
  ];
}

/** The operations that were not tried in full, each with how deep it was. */
function shallow(operations: Report['coverage']['operations']): string[] {
  const found = operations.filter(({ depth }) => depth !== 'everything');
  const lines = found.slice(0, 8).map(({ name, depth, requests }) => `    ${name}: ${depth}, ${requests} requests`);
  return found.length > 8 ? [...lines, `    and ${found.length - 8} more`] : lines;
}

function grouped(untested: Report['untested']): string[] {
  const reasons = new Map<string, string[]>();
  for (const { operation, about, reason } of untested) {
    const key = `${operation}: ${reason}`;
    reasons.set(key, [...(reasons.get(key) ?? []), about]);
  }
  return [...reasons].map(
    ([key, list]) =>
      `    ${key}\n        ${list.slice(0, 4).join(', ')}${list.length > 4 ? `, and ${list.length - 4} more` : ''}`,
  );
}
