import type { Contract } from '../contract.ts';
import type { Json } from '../document.ts';
import type { Operation } from '../operation.ts';
import { codeOf } from '../success.ts';
import { fieldsMarkdown, parametersMarkdown } from './fields.ts';
import { answerExamples, effectsMarkdown, preconditionsMarkdown, violationsMarkdown } from './preconditions.ts';
import { serversMarkdown } from './servers.ts';
import { table } from './table.ts';
import { asWritten, type Translate } from './translate.ts';

/** A part of a page under a heading of its own. */
export interface PagePart {
  title: string;
  /** Without the heading. */
  markdown: string;
}

const inOrder =
  'The first line that does not hold decides the answer. Order and answers are inferred; the request itself is judged before them.';
const judgedFirst =
  'What is wrong with the request itself is answered before any prerequisite is looked at; where several things are wrong, the first line that applies decides (inferred).';

/** What the contract knows of an operation, part by part, in the order in which a caller needs it. Empty parts are left out. */
export function operationParts(contract: Contract, operation: Operation, t: Translate = asWritten): PagePart[] {
  const { security, body, answers } = operation;
  const schemes = security
    .flat()
    .map(({ name, scheme, type, description }) => `**\`${name ?? scheme}\`** ${description ? t(description) : type}`);
  const bodies = body?.contents.map(({ mediaType, schema, examples }) =>
    [`${t('Media type')} \`${mediaType}\`.`, fieldsMarkdown(schema, t), ...examples.map(exampleOf(t))].join('\n\n'),
  );
  const fields = answers.flatMap(({ status, description, contents }) => [
    `HTTP ${status}: ${t(description)}`,
    ...contents.map(({ schema }) => fieldsMarkdown(schema, t)),
  ]);
  const before = preconditionsMarkdown(operation, t);
  const wrong = violationsMarkdown(operation, t);
  const parts: [string, string][] = [
    ['Where to send it', serversMarkdown(contract, t)],
    ['Session', schemes.join('\n\n')],
    ['Parameters', parametersMarkdown(operation, t)],
    ['Body', bodies?.join('\n\n') ?? ''],
    ['Answer', fields.join('\n\n')],
    ['Every answer, by its example', examplesMarkdown(operation, t)],
    ['Prerequisites', before && `${t(inOrder)}\n\n${before}`],
    ['Requests that break the contract', wrong && `${t(judgedFirst)}\n\n${wrong}`],
    ['What a success changes', effectsMarkdown(operation, t)],
  ];
  return parts.filter(([, text]) => text !== '').map(([title, markdown]) => ({ title: t(title), markdown }));
}

/** One operation as a page of its own, for readers that are programs and for people without a browser. */
export function operationMarkdown(
  contract: Contract,
  operation: Operation,
  { more = [], t = asWritten }: { more?: PagePart[]; t?: Translate } = {},
): string {
  const { id, method, path, summary, description } = operation;
  return `${[
    `# ${summary ? t(summary) : id}`,
    `\`${method} ${path}\` (${t('operation')} \`${id}\`)`,
    description ? t(description).trim() : '',
    headed([...operationParts(contract, operation, t), ...more]),
    `${t('Contract')} ${contract.title} ${contract.stamp.version}, ${contract.stamp.hash}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

const headed = (parts: PagePart[]): string =>
  parts.map(({ title, markdown }) => `## ${title}\n\n${markdown}`).join('\n\n');

function examplesMarkdown(operation: Operation, t: Translate): string {
  const rows = answerExamples(operation).map(({ name, summary, status, value }) => [
    `\`${String(codeOf(operation, { status, body: value }))}\``,
    summary ? t(summary) : name,
    `\`${name}\``,
    `\`${JSON.stringify(value)}\``,
  ]);
  return rows.length === 0 ? '' : table([t('code'), t('when'), t('example'), t('body')], rows);
}

const exampleOf =
  (t: Translate) =>
  ({ name, summary, value }: { name: string; summary?: string; value: Json }): string =>
    `\`${name}\`${summary ? `: ${t(summary)}` : ''}\n\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
