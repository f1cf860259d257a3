import { markdownCell } from '../../escaping/markdown.ts';
import { levels } from '../schemas/level.ts';
import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf } from './pretty.ts';

const titles = { major: 'Breaking', minor: 'Added', patch: 'Documentation' };

/** The entry of a changelog, for those who call the API: by level, without places in files. */
export function changelogEntry({ changes, revision }: ContractDiff): string {
  const sections = levels.flatMap((level) => {
    const own = changes.filter((change) => change.level === level);
    return own.length === 0 ? [] : [`### ${titles[level]}`, '', ...own.map(line), ''];
  });
  return [`## ${revision}`, '', ...(sections.length > 0 ? sections : ['Nothing that concerns callers.', ''])].join(
    '\n',
  );
}

const line = (change: Change): string =>
  `- ${change.operations.length > 0 ? `\`${operationsOf(change)}\`: ` : ''}${markdownCell(change.message)}${change.level === 'major' ? `. Affects ${markdownCell(change.affects)}.` : '.'}`;

/** A changelog with an entry more, before those that it has; once, however often it is written. */
export function withEntry(changelog: string, entry: string): string {
  if (changelog.includes(entry)) return changelog;
  const first = /^## /mu.exec(changelog);
  if (!first) return `${changelog}${changelog === '' || changelog.endsWith('\n\n') ? '' : '\n'}${entry}`;
  return `${changelog.slice(0, first.index)}${entry}\n${changelog.slice(first.index)}`;
}
