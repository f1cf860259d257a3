import type { Finding, Witness } from '../report/finding.ts';
import { shown } from './place.ts';

/** A violation for people: what was tried, what came, what is documented, and how to send it again. */
export function violationLines(finding: Finding): string[] {
  const { witness, others } = finding;
  const more = others.length > 4 ? `; and ${others.length - 4} more` : '';
  return [
    `✗ ${finding.rule}  ${finding.operation}`,
    `    ${finding.about}${finding.count > 1 ? ` (${finding.count} times)` : ''}`,
    `    received    ${finding.received}`,
    `    documented  ${finding.documented}`,
    `    rule        ${finding.says} [${finding.reference}]`,
    `    place       ${shown(finding)}`,
    ...(others.length > 0 ? [`    also        ${others.slice(0, 4).join('; ')}${more}`] : []),
    ...(witness ? [`    send it     ${witness.command}`, ...notes(witness)] : []),
    replayLine(finding),
    '',
  ];
}

/** A warning for people, in three lines. */
export const warningLines = (finding: Finding): string[] => [
  `warning  ${finding.rule}  ${finding.operation}`,
  `    ${finding.about === '' ? '' : `${finding.about}: `}${finding.received}`,
  replayLine(finding),
];

const mostContradictions = 20;

/** Where the document contradicts itself, for people: which, where, and what is wrong. */
export function contradictionLines(findings: Finding[]): string[] {
  const lines = findings
    .slice(0, mostContradictions)
    .flatMap((finding) => [
      `    ${finding.rule}  ${finding.operation}    fingerprint ${finding.fingerprint}`,
      `        ${finding.about}: ${finding.received}`,
      `        ${shown(finding)}`,
    ]);
  const left = findings.length - mostContradictions;
  return left > 0 ? [...lines, `    and ${left} more`] : lines;
}

const replayLine = ({ replay = '-', fingerprint }: Finding): string =>
  `    replay      ${replay}    fingerprint ${fingerprint}`;

const notes = ({ variables }: Witness): string[] =>
  Object.entries(variables).map(([name, says]) => `                # ${name}: ${says}`);
