import type { Contract } from '../contract.ts';
import { curlLine } from '../curl.ts';
import { sampleRequests } from '../samples.ts';
import { inquiryMarkdown, retcodesMarkdown } from './retcodes.ts';
import { fieldsMarkdown, parametersMarkdown } from './fields.ts';
import { serversMarkdown } from './servers.ts';

/** A page beside `llms.txt`. */
export interface LinkedPage {
  /** Relative to `llms.txt`. */
  file: string;
  title: string;
}

/** What stands beside `llms.txt`, by kind. */
export interface LinkedPages {
  guides: LinkedPage[];
  decisions?: LinkedPage[];
  samples?: LinkedPage[];
  downloads?: LinkedPage[];
}

/** The contract's `llms.txt` (https://llmstxt.org): all that a program needs to write a correct call, and where the rest is. */
export function llmsText(contract: Contract, pages: LinkedPages): string {
  const { title, document, stamp, retcodes } = contract;
  const hasCodes = retcodes.codes.size > 0;
  return `${[
    `# ${title}`,
    `> ${document.info.summary ?? title}`,
    document.info.description?.trim() ?? '',
    `Contract version ${stamp.version}, ${stamp.hash}.`,
    headed('Where it is', serversMarkdown(contract)),
    headed('Operations', operationsText(contract)),
    headed('Guides', linked(pages.guides)),
    headed('How the sources were read', linked(pages.decisions)),
    headed('Samples', linked(pages.samples)),
    headed(
      'Contract',
      linked([
        { file: 'openapi.yaml', title: 'openapi.yaml: bundled' },
        { file: 'openapi.json', title: 'openapi.json: dereferenced' },
        { file: 'changes.md', title: 'What changed' },
        ...(pages.downloads ?? []),
      ]),
    ),
    headed('Result codes', hasCodes ? retcodesMarkdown(contract) : ''),
    headed('Finding out what took effect', inquiryMarkdown(contract)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

const headed = (title: string, text: string): string => (text === '' ? '' : `## ${title}\n\n${text}`);

const linked = (pages: LinkedPage[] = []): string => pages.map(({ file, title }) => `- [${title}](${file})`).join('\n');

const operationsText = (contract: Contract): string =>
  contract.operations
    .map((operation) => {
      const { id, summary, method, path, body } = operation;
      const [sample] = sampleRequests(contract, operation);
      const origin = String(contract.document.servers?.[0]?.url ?? '');
      return [
        `- [${id}](operations/${fileName(id)}.md): ${summary ?? ''} \`${method} ${path}\``,
        parametersMarkdown(operation),
        ...(body?.contents ?? []).map(({ schema }) => fieldsMarkdown(schema)),
        sample === undefined ? '' : `\`\`\`sh\n${curlLine(origin, sample)}\n\`\`\``,
      ]
        .filter((part) => part !== '')
        .join('\n\n');
    })
    .join('\n\n');

/** A file name for an operation: its id, with what no file system likes taken out. */
export const fileName = (id: string): string =>
  id.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'operation';
