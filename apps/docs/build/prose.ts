/** The prose of the page: where the gateway is, the guides, the ledger, the changelog and the downloads. */
import { readdir, readFile } from 'node:fs/promises';
import { fileName, meaningMarkdown, retcodesMarkdown, type Contract, type Operation } from '@cc-gateway/spec';
import { meaningOf } from './describe.ts';
import { sampleLanguages } from './samples/index.ts';

/** A section of the page: an entry of the menu, which the search finds, as it finds the parts under its headings. */
export interface Section {
  name: string;
  description: string;
}

/** The sections before and after the operations. `dist` holds the prose that they are made of. */
export async function sectionsOf(contract: Contract, dist: URL): Promise<{ before: Section[]; after: Section[] }> {
  const read = async (file: string): Promise<Section> =>
    sectionOf((await readFile(new URL(file, dist), 'utf8')).replace(/^<!--.*-->\n+/, ''));
  const readAll = async (folder: string): Promise<Section[]> =>
    Promise.all((await readdir(new URL(folder, dist))).toSorted().map((file) => read(folder + file)));
  const guides = await readAll('guides/');
  return {
    before: [serversSection(contract), ...guides.map((guide) => withCodes(guide, contract))],
    after: [
      ledgerSection(await readAll('decisions/')),
      { ...(await read('CHANGELOG.md')), name: 'Changelog of the contract' },
      downloadsSection(contract),
    ],
  };
}

/** An operation's description with its meaning, under headings that are smaller than the operation's own. */
export const operationDescription = (operation: Operation): string =>
  [operation.description?.trim() ?? '', meaningMarkdown(operation).replaceAll(/^## /gm, '### ')].join('\n\n').trim();

// Redoc makes an entry of the menu of what stands below `## …`, and hides it until the entry is unfolded. What stands
// below a heading in HTML is always there.
const inFlow = (markdown: string): string => markdown.replaceAll(/^## (.+)$/gm, '<h3>$1</h3>');

/** A page of markdown: its first heading is the name of the section. */
function sectionOf(markdown: string): Section {
  const [, name, description] = /^# (.+)\n+([\s\S]*)$/.exec(markdown.trim()) ?? [];
  if (name === undefined)
    throw new Error(`Prose begins with ${JSON.stringify(markdown.slice(0, 40))}, expected "# …".`);
  return { name, description: inFlow(description!) };
}

/** The section with the table of result codes, and each code as an entry of its own, which can be found and linked to. */
function withCodes(section: Section, contract: Contract): Section {
  const table = retcodesMarkdown(contract);
  if (table === '' || !section.description.includes(table)) return section;
  const { codes, unlisted } = contract.retcodes;
  const parts = [...codes, ['Any other code', unlisted] as const].map(([code, entry]) => {
    const { meaning, action, again, outcome } = meaningOf(entry);
    return [
      `## ${code} ${entry.class}`,
      meaning,
      [
        `- **Did it take effect?** ${outcome}`,
        `- **Send again?** ${again}`,
        `- **What to do:** ${action}`,
        `- **Evidence:** ${entry.evidence}`,
      ].join('\n'),
    ].join('\n\n');
  });
  return { ...section, description: [section.description, ...parts].join('\n\n') };
}

function serversSection({ document }: Contract): Section {
  const servers: { url: string; description?: string; variables?: Record<string, Variable> }[] = document.servers ?? [];
  const forms = servers.map(({ url, description, variables = {} }) =>
    [
      `- **${description ?? url}** \`${url}\``,
      ...Object.entries(variables).map(
        ([name, { default: value, description: text }]) => `  - \`${name}\`, for example \`${value}\`: ${text ?? ''}`,
      ),
    ].join('\n'),
  );
  return { name: 'Where the gateway is', description: `Its address has one of these forms:\n\n${forms.join('\n')}` };
}

interface Variable {
  default: string;
  description?: string;
}

function ledgerSection(decisions: Section[]): Section {
  const intro =
    'Where sources contradict each other or leave a choice, a part of this section says which reading was taken.';
  const parts = decisions.map(({ name, description }) => inFlow(`## ${name}\n\n${description}`));
  return { name: 'How contradictory sources were read', description: [intro, ...parts].join('\n\n') };
}

function downloadsSection({ operations, stamp }: Contract): Section {
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
  const version = `This is version ${stamp.version} of the contract, \`${stamp.hash}\`.`;
  return { name: 'Downloads', description: `${files.join('\n')}\n\n${version}` };
}
