import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf } from './pretty.ts';

const commands = { major: 'error', minor: 'notice', patch: 'notice' };

/** The report as workflow commands: GitHub shows each as an annotation on the document. */
export function githubReport({ changes, verdict, isCarried }: ContractDiff): string {
  const lines = changes.filter(({ ignored, level }) => ignored === undefined && level !== 'patch').map(annotation);
  return [...lines, `::${isCarried ? 'notice' : 'error'} title=version::${data(verdict)}`, ''].join('\n');
}

function annotation(change: Change): string {
  const { level, rule, message, operations, affects, remedy, reason, revision, line, file, fingerprint } = change;
  // What is gone has no line to show it on.
  const place = revision ?? { file, line };
  const at = [`file=${property(place.file)}`, `line=${place.line}`, `title=${property(`${level}: ${rule}`)}`];
  const text = [
    message,
    ...(operations.length > 0 ? [`in ${operationsOf(change)}`] : []),
    ...(reason === undefined ? [] : [`not comparable: ${reason}`]),
    `affects ${affects}`,
    remedy,
    `accept by ${fingerprint}`,
  ];
  return `::${commands[level]} ${at.join(',')}::${data(text.join('\n'))}`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
