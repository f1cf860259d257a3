import { readFile } from 'node:fs/promises';
import type { Translate } from '@cc-gateway/spec';

/** A caller that was drilled, and what it came to by situation: `passed`, `untried`, or the rules that it broke. */
interface Caller {
  name: string;
  verdicts: Record<string, string>;
}

/** What plain programs do in each situation, as a page of markdown. `packages/callers` drills them, and holds the table. */
export async function callersText(t: Translate): Promise<string> {
  const callers = JSON.parse(await readFile(new URL('../callers.json', import.meta.url), 'utf8')) as Caller[];
  const cellsOf = (situation: string): string =>
    callers.map(({ verdicts }) => ` ${cellOf(verdicts[situation] ?? 'untried', t)} |`).join('');
  const groups = new Map<string, string[]>();
  for (const situation of Object.keys(callers[0]?.verdicts ?? {})) {
    const cells = cellsOf(situation);
    groups.set(cells, [...(groups.get(cells) ?? []), situation]);
  }
  const heads = callers.map(({ name }) => ` \`${name}\` |`);
  return [
    `# ${t('What plain callers get wrong')}`,
    t(
      'Programs as one writes them from the first page of a library’s guide, each drilled: run through what a gateway, and what stands before it, can do. A line is a situation, or several that all came to the same; where a caller failed stands the rule that it broke. The samples of this page pass every one.',
    ),
    [
      `| ${t('Situation')} |${heads.join('')}`,
      `| --- |${callers.map(() => ' --- |').join('')}`,
      ...[...groups].map(([cells, names]) => `| ${names.map((name) => `\`${name}\``).join(', ')} |${cells}`),
    ].join('\n'),
    t('To drill a program of your own:'),
    '```sh\nnpx @cc-gateway/contract drill -- python3 move.py\n```',
  ].join('\n\n');
}

function cellOf(verdict: string, t: Translate): string {
  if (verdict === 'passed') return t('passed');
  if (verdict === 'untried') return t('not tried');
  return verdict
    .split(', ')
    .map((rule) => `\`${rule}\``)
    .join(', ');
}
