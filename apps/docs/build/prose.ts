/** The prose of the page: what the contract says of itself, its guides, its ledger, its changelog and its downloads. */
import { readdir, readFile } from 'node:fs/promises';
import { fileName, meaningMarkdown, type Contract, type Operation } from '@cc-gateway/spec';
import { sampleLanguages } from './samples/index.ts';

/** The description of the whole contract, as markdown: each part a section of the page. `dist` holds the parts. */
export async function descriptionOf(contract: Contract, dist: URL): Promise<string> {
  const read = async (file: string): Promise<string> =>
    (await readFile(new URL(file, dist), 'utf8')).replace(/^<!--.*-->\n+/, '').trim();
  const readAll = async (folder: string): Promise<string[]> =>
    Promise.all((await readdir(new URL(folder, dist))).toSorted().map((file) => read(folder + file)));
  return [
    contract.document.info.description?.trim() ?? '',
    serversSection(contract),
    ...(await readAll('guides/')),
    section(
      'How contradictory sources were read',
      'Where the sources of this contract contradict each other or leave a choice, one page each says which reading was taken.',
      ...(await readAll('decisions/')).map((page) => demoted(page, 1)),
    ),
    section('Changelog of the contract', (await read('CHANGELOG.md')).replace(/^# .*\n+/, '')),
    downloadsSection(contract),
  ].join('\n\n');
}

/** An operation's description with its meaning, under headings that are smaller than the operation's own. */
export const operationDescription = (operation: Operation): string =>
  [operation.description?.trim() ?? '', demoted(meaningMarkdown(operation), 1)].join('\n\n').trim();

const section = (title: string, ...parts: string[]): string => [`# ${title}`, ...parts].join('\n\n');

/** Markdown with each heading outside of code made smaller by some levels. */
function demoted(markdown: string, levels: number): string {
  const parts = markdown.split(/(^```[\s\S]*?^```$)/m);
  return parts
    .map((part) => (part.startsWith('```') ? part : part.replaceAll(/^(?=#{1,5} )/gm, '#'.repeat(levels))))
    .join('');
}

function serversSection({ document }: Contract): string {
  const servers: { url: string; description?: string; variables?: Record<string, Variable> }[] = document.servers ?? [];
  if (servers.length === 0) return '';
  const lines = servers.map(({ url, description, variables = {} }) =>
    [
      `- **${description ?? url}**`,
      ...Object.entries(variables).map(
        ([name, { default: value, description: meaning }]) =>
          `  - \`${name}\`, for example \`${value}\`: ${meaning ?? ''}`,
      ),
    ].join('\n'),
  );
  return section(
    'Where the gateway is',
    `Its address is \`${servers[0]!.url}\`, in one of these forms:`,
    lines.join('\n'),
  );
}

interface Variable {
  default: string;
  description?: string;
}

function downloadsSection({ operations, stamp }: Contract): string {
  const files = [
    '- [openapi.yaml](openapi.yaml): the contract, in one file',
    '- [openapi.json](openapi.json): the same, with every reference resolved',
    '- [llms.txt](llms.txt): the contract for readers that are programs',
    ...operations.map(({ id, summary }) => {
      const name = fileName(id);
      const samples = sampleLanguages.map(({ label, extension }) => `[${label}](samples/${name}.${extension})`);
      return `- ${summary ?? id}: [markdown](operations/${name}.md), samples in ${samples.join(', ')}`;
    }),
  ];
  return section('Downloads', files.join('\n'), `This is version ${stamp.version} of the contract, \`${stamp.hash}\`.`);
}
