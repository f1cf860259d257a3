import type { Contract } from '../contract.ts';
import { retcodesMarkdown } from './retcodes.ts';

/** The contract's `llms.txt` (https://llmstxt.org): what a program should read first, and where the rest is. */
export function llmsText(contract: Contract, guides: { file: string; title: string }[]): string {
  const { title, document, operations, stamp } = contract;
  return `${[
    `# ${title}`,
    `> ${document.info.summary ?? title}`,
    document.info.description?.trim() ?? '',
    `Contract version ${stamp.version}, ${stamp.hash}.`,
    `## Operations\n\n${operations.map(({ id, summary, method, path }) => `- [${id}](operations/${fileName(id)}.md): ${summary ?? ''} \`${method} ${path}\``).join('\n')}`,
    `## Guides\n\n${guides.map(({ file, title: name }) => `- [${name}](guides/${file})`).join('\n')}`,
    '## Contract\n\n- [openapi.yaml](openapi.yaml): bundled\n- [openapi.json](openapi.json): dereferenced',
    contract.retcodes.codes.size > 0 ? `## Result codes\n\n${retcodesMarkdown(contract)}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

/** A file name for an operation: its id, with what no file system likes taken out. */
export const fileName = (id: string): string => id.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, '');
