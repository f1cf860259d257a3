import { commandData, commandProperty } from '../../escaping/workflow-command.ts';
import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf } from './pretty.ts';

const commands = { major: 'error', minor: 'notice', patch: 'notice' };

/** The report as workflow commands: GitHub shows each as an annotation on the document. */
export function githubReport({ changes, verdict, isCarried }: ContractDiff): string {
  const lines = changes.filter(({ ignored, level }) => ignored === undefined && level !== 'patch').map(annotation);
  return [...lines, `::${isCarried ? 'notice' : 'error'} title=version::${commandData(verdict)}`, ''].join('\n');
}

function annotation(change: Change): string {
  const { level, rule, message, operations, affects, remedy, reason, revision, line, file, fingerprint } = change;
  // What is gone has no line to show it on.
  const place = revision ?? { file, line };
  const at = [
    `file=${commandProperty(place.file)}`,
    `line=${place.line}`,
    `title=${commandProperty(`${level}: ${rule}`)}`,
  ];
  const text = [
    message,
    ...(operations.length > 0 ? [`in ${operationsOf(change)}`] : []),
    ...(reason === undefined ? [] : [`not comparable: ${reason}`]),
    `affects ${affects}`,
    remedy,
    `accept by ${fingerprint}`,
  ];
  return `::${commands[level]} ${at.join(',')}::${commandData(text.join('\n'))}`;
}
