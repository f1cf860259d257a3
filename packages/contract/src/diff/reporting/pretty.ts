import { levels } from '../schemas/level.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import type { Change, Place } from '../judging/change.ts';

/** The report for a terminal. */
export const prettyReport = (diff: ContractDiff): string => [...diff.changes.map(entry), verdictOf(diff)].join('\n');

function entry(change: Change): string {
  const { level, message, affects, remedy, reason, rule, fingerprint, ignored } = change;
  const lines = [
    message,
    `${placesOf(change)}  (${rule})`,
    ...(change.operations.length > 0 ? [`in         ${operationsOf(change)}`] : []),
    ...(reason === undefined ? [] : [`unknown    ${reason}`]),
    ...(level === 'major' ? [`affects    ${affects}`, `do         ${remedy}`] : []),
    ...(ignored === undefined ? [] : [`accepted   ${ignored}`]),
    ...(level === 'major' ? [`accept by  ${fingerprint}`] : []),
  ];
  return `${(ignored === undefined ? level : 'none').padEnd(5)}  ${lines.join('\n       ')}`;
}

const at = ({ file, line, pointer }: Place): string => `${file}:${line}  ${pointer}`;

/** The place in the revision, and that in the base. */
export const placesOf = (change: Change): string =>
  change.base &&
  change.revision &&
  change.base.pointer + change.base.file !== change.revision.pointer + change.revision.file
    ? `${at(change)}, was ${change.base === undefined ? '' : at(change.base)}`
    : at(change);

/** Three operations at most, and how many more. */
export function operationsOf({ operations }: Change): string {
  const more = operations.length - 3;
  return `${operations.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** How many changes there are, and what they demand. */
export function verdictOf({ changes, verdict }: ContractDiff): string {
  const counted = changes.filter(({ ignored }) => ignored === undefined);
  const count = (level: string): string => `${counted.filter((change) => change.level === level).length} ${level}`;
  const unknown = counted.filter((change) => change.verdict === 'not comparable').length;
  const accepted = changes.length - counted.length;
  const counts = changes.length === 0 ? 'No change' : levels.map(count).join(', ');
  return `${counts}${unknown > 0 ? `, ${unknown} of them not comparable` : ''}${accepted > 0 ? `, ${accepted} accepted` : ''}. ${verdict}`;
}
