import type { Change } from '../comparing/changes.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';

/** How a comparison is printed, by the name of the reporter. */
export const reporters: Record<string, (diff: ContractDiff) => string> = {
  json: (diff) => JSON.stringify(diff, null, 2),
  pretty: (diff) => [...diff.changes.map(line), verdict(diff)].join('\n'),
};

const line = ({ level, file, line: number, pointer, message, rule }: Change): string =>
  `${level.padEnd(5)}  ${message}\n       ${file}:${number}  ${pointer}  (${rule})`;

function verdict({ changes, base, revision, demanded, isCarried }: ContractDiff): string {
  const count = (level: string): string => `${changes.filter((change) => change.level === level).length} ${level}`;
  const counts = changes.length === 0 ? 'No change' : ['major', 'minor', 'patch'].map(count).join(', ');
  if (demanded === undefined) return `${counts}. info.version ${JSON.stringify(base)} of the base is not semantic.`;
  const carried = isCarried ? 'carries them' : `does not carry them: expected ${demanded} or later`;
  return `${counts}. After ${base} they demand ${demanded}; info.version ${revision} ${carried}.`;
}
