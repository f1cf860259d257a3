import { fileName, operationMarkdown, type Contract, type Operation, type PagePart } from '@cc-gateway/spec';
import type { Language } from './language.ts';
import type { Context } from './page/context.ts';
import { samplesOf } from './samples/index.ts';

/** What stands beside a page in its language: its own Markdown and pictures, by where they are, relative to the page's folder. */
export function textsOf({
  contract,
  language,
  guides,
  callers,
  decisions,
  changes,
  pictures,
}: Context): Map<string, string> {
  return new Map([
    ...[...guides, callers, ...decisions, changes].map(({ file, text }): [string, string] => [
      file,
      `${text.trim()}\n`,
    ]),
    ...contract.operations.map((operation): [string, string] => [
      `operations/${fileName(operation.id)}.md`,
      operationText(contract, operation, language),
    ]),
    ...[...pictures].map(([name, picture]): [string, string] => [`pictures/${name}.svg`, styled(picture)]),
  ]);
}

/** An operation with its samples, as Markdown. */
export const operationText = (contract: Contract, operation: Operation, { maybe }: Pick<Language, 'maybe'>): string =>
  operationMarkdown(contract, operation, { more: samplesText(contract, operation, maybe), t: maybe });

const samplesText = (contract: Contract, operation: Operation, t: Language['t']): PagePart[] =>
  samplesOf(contract, operation).map(({ label, lang, source }) => ({
    title: `${t('Sample')}: ${label}`,
    markdown: `\`\`\`${lang}\n${source}\`\`\``,
  }));

/** A picture by itself has no style sheet of a page. */
export const styled = (picture: string): string => picture.replace('>', `>${pictureStyle}`);

const pictureStyle =
  '<style>text{font:13px sans-serif}rect{fill:#fff;stroke:#555}path{fill:none;stroke:#555}.good{fill:#dcf3e3}.care{fill:#fdf0d2}.bad{fill:#fbe0e0}</style>';
