import { fileName, membersOf, type Contract, type Operation } from '@cc-gateway/spec';
import type { Language } from '../language.ts';
import { escaped, renderMarkdown, type Rendering } from './markdown.ts';

/** A page of prose, as it is published beside the page. */
export interface Prose {
  /** Relative to the site's root: `guides/2-result-codes.md`. */
  file: string;
  title: string;
  text: string;
  /** Where it stands on the page. */
  id: string;
}

/** All that the parts of the page are made of. */
export interface Context {
  contract: Contract;
  language: Language;
  /** From the page to the site's root: empty, or `../`. */
  base: string;
  guides: Prose[];
  /** The ledger, without what is of no use to readers of the contract. */
  decisions: Prose[];
  /** What plain programs do in each situation. */
  callers: Prose;
  /** What changed between versions of the contract. */
  changes: Prose;
  /** Markup by name. */
  pictures: Map<string, string>;
  /** The ids of rows that are on the page already. */
  placed: Set<string>;
  /** Hashed files by what they hold: `search`, `try`. */
  assets: Record<string, string>;
}

/** The id of an operation's section. */
export const operationId = ({ id }: Operation): string => fileName(id);

/** The id of the row that explains a parameter or a member of a body. */
export const fieldId = (name: string): string => `field-${name}`;

/** Where the kinds of evidence are explained. */
export const evidenceId = 'evidence';

/** How a part of the page is rendered. */
interface RenderedOptions extends Partial<Pick<Rendering, 'level' | 'prefix'>> {
  /** The file that its links are relative to. */
  from?: string;
  /** Its tables hold the fields of this operation. */
  of?: Operation;
}

/** Renders a part of the page. */
export function rendered(
  context: Context,
  markdown: string,
  { level = 3, prefix = '', from = '', of }: RenderedOptions = {},
): string {
  const { language, pictures } = context;
  const fields = fieldsOf(context.contract);
  return renderMarkdown(markdown, {
    level,
    prefix,
    anchorTitle: language.t('Link to'),
    hrefOf: (link) => hrefOf(context, link, from),
    termOf: (code) => termOf(context, code),
    ...(of && { rowIdOf: (code: string) => (fields.get(code) === of ? placed(context, fieldId(code)) : undefined) }),
    word: { text: language.t('inferred'), href: `#${evidenceId}` },
    pictureOf(link, title) {
      const name = link
        .split('/')
        .at(-1)!
        .replace(/\.svg$/, '');
      const picture = pictures.get(name);
      return picture === undefined ? '' : `<figure>${picture}<figcaption>${escaped(title)}</figcaption></figure>`;
    },
  });
}

/** An id for a row, where no earlier one has it: a name may stand in a request and in its answer. */
function placed({ placed: ids }: Context, id: string): string | undefined {
  if (ids.has(id)) return undefined;
  ids.add(id);
  return id;
}

/** The names that rows of the operations' tables explain, and the first operation that has such a row. */
function fieldsOf({ operations }: Contract): Map<string, Operation> {
  const named = operations.flatMap((operation) => {
    const { parameters, body, answers } = operation;
    const contents = [...(body?.contents ?? []), ...answers.flatMap((answer) => answer.contents)];
    const names = [
      ...parameters.map(({ name }) => name),
      ...contents.flatMap(({ schema }) => Object.keys(membersOf(schema))),
    ];
    return names.map((name): [string, Operation] => [name, operation]);
  });
  return new Map(named.toReversed());
}

function termOf({ contract }: Context, code: string): string | undefined {
  if (contract.retcodes.codes.has(code)) return `#${code}`;
  const operation = contract.operations.find(({ id }) => id === code);
  if (operation) return `#${operationId(operation)}`;
  return fieldsOf(contract).has(code) ? `#${fieldId(code)}` : undefined;
}

/** What is on the page is linked on the page; other files lie beside it. */
function hrefOf({ guides, decisions, base }: Context, link: string, from: string): string {
  if (/^[a-z]+:/i.test(link) || link.startsWith('#')) return link;
  const path = new URL(link, `site:/${from}`).pathname.slice(1);
  const prose = [...guides, ...decisions].find(({ file }) => file === path);
  return prose ? `#${prose.id}` : base + path;
}
