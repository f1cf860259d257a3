import type { Contract } from '../contract.ts';
import type { Json } from '../document.ts';
import { membersOf, partsOf } from '../parts.ts';
import type { Operation } from '../operation.ts';
import { answerExamples, effectsMarkdown, preconditionsMarkdown, violationsMarkdown } from './preconditions.ts';
import { table } from './table.ts';

/** What the contract knows of an operation beyond OpenAPI, as sections for its description. */
export function meaningMarkdown(operation: Operation): string {
  return sections([
    ['Prerequisites', preconditionsMarkdown(operation)],
    ['What a success changes', effectsMarkdown(operation)],
    ['Requests that break the contract', violationsMarkdown(operation)],
  ]);
}

/** One operation as a page of its own, for readers that are programs and for people without a browser. */
export function operationMarkdown(contract: Contract, operation: Operation): string {
  const { id, method, path, summary, description, security } = operation;
  const schemes = security
    .flat()
    .map((scheme) => `### ${scheme.name ?? scheme.scheme}\n\n${scheme.description ?? scheme.type}`);
  const body = operation.body?.contents.map(({ mediaType, schema, examples }) =>
    [`Media type \`${mediaType}\`.`, fieldsMarkdown(schema), ...examples.map(exampleMarkdown)].join('\n\n'),
  );
  return `${[
    `# ${summary ?? id}`,
    `\`${method} ${path}\` (operation \`${id}\`)`,
    description?.trim() ?? '',
    meaningMarkdown(operation),
    sections([
      ['Session', schemes.join('\n\n')],
      ['Parameters', parametersMarkdown(operation)],
      ['Body', body?.join('\n\n') ?? ''],
      ['Answers', operation.answers.map(({ status, description: text }) => `- HTTP ${status}: ${text}`).join('\n')],
      ['Examples of answers', answerExamples(operation).map(exampleMarkdown).join('\n\n')],
    ]),
    `Contract ${contract.title} ${contract.stamp.version}, ${contract.stamp.hash}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

const sections = (parts: [string, string][]): string =>
  parts
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `## ${title}\n\n${text}`)
    .join('\n\n');

const parametersMarkdown = ({ parameters }: Operation): string =>
  parameters.length === 0
    ? ''
    : table(
        ['name', 'in', 'required', 'form', 'meaning'],
        parameters.map((parameter) => [
          parameter.name,
          parameter.in,
          parameter.required ? 'yes' : 'no',
          formOf(parameter.schema),
          parameter.description ?? '',
        ]),
      );

function fieldsMarkdown(schema: Json): string {
  const fields = Object.entries<Json>(membersOf(schema));
  if (fields.length === 0) return formOf(schema);
  const required = new Set(partsOf(schema).flatMap((part) => part.required ?? []));
  const rows = fields.map(([name, field]) => [
    name,
    required.has(name) ? 'yes' : 'no',
    formOf(field),
    field.description ?? '',
  ]);
  return table(['name', 'required', 'form', 'meaning'], rows);
}

const formOf = (schema: Json): string =>
  ['type', 'format', 'pattern', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength']
    .filter((key) => schema?.[key] !== undefined)
    .map((key) =>
      key === 'type'
        ? String(schema.type)
        : `${key} \`${typeof schema[key] === 'string' ? schema[key] : JSON.stringify(schema[key])}\``,
    )
    .join(', ');

const exampleMarkdown = ({ name, summary, value }: { name: string; summary?: string; value: Json }): string =>
  `\`${name}\`${summary ? `: ${summary}` : ''}\n\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
