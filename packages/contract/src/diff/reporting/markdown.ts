import { markdownCell } from '../../escaping/markdown.ts';
import { levels } from '../schemas/level.ts';
import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf, verdictOf } from './pretty.ts';

const titles = { major: 'Breaking', minor: 'New', patch: 'Words' };

/** The report as a comment of a pull request: what breaks is open, the rest folded. */
export function markdownReport(diff: ContractDiff): string {
  const sections = levels.flatMap((level) => {
    const changes = diff.changes.filter((change) => change.level === level);
    if (changes.length === 0) return [];
    const table = ['| what | where | affects | do |', '| --- | --- | --- | --- |', ...changes.map(row)];
    const title = `${titles[level]} (${changes.length})`;
    return level === 'major'
      ? [`#### ${title}`, '', ...table, '']
      : ['<details>', `<summary>${title}</summary>`, '', ...table, '', '</details>', ''];
  });
  return [`### Contract ${diff.base} → ${diff.revision}`, '', verdictOf(diff), '', ...sections].join('\n');
}

function row(change: Change): string {
  const { message, operations, affects, remedy, reason, ignored, file, line, rule, fingerprint } = change;
  const what = [
    message,
    ...(reason === undefined ? [] : [`Not comparable: ${reason}.`]),
    ...(ignored === undefined ? [] : [`Accepted: ${ignored}`]),
  ];
  const where = [...(operations.length > 0 ? [operationsOf(change)] : []), `${file}:${line}`];
  return `| ${what.map(markdownCell).join('<br>')}<br><sub>${rule} ${fingerprint}</sub> | ${where.map(markdownCell).join('<br>')} | ${markdownCell(affects)} | ${markdownCell(remedy)} |`;
}
