import type { Example } from '@cc-gateway/openapi';
import type { Operation } from '../operation.ts';
import { codeOf } from '../success.ts';
import { table } from './table.ts';

/** What must hold before the operation is called, in the order in which a gateway looks, and the answer otherwise. */
export function preconditionsMarkdown(operation: Operation): string {
  if (operation.preconditions.length === 0) return '';
  const rows = operation.preconditions.map(({ name, meaning, else: refusal }, index) => [
    String(index + 1),
    meaning ?? name,
    answerText(operation, refusal),
  ]);
  return table(['', 'must hold', 'otherwise'], rows);
}

/** What a success changes, as a list. */
export const effectsMarkdown = ({ effects }: Operation): string =>
  effects.map(({ meaning, row, set }) => `- ${meaning ?? `${row}: ${Object.keys(set).join(', ')} set.`}`).join('\n');

/** How requests that break the contract are answered, by kind of violation. */
export function violationsMarkdown(operation: Operation): string {
  const rows = Object.entries(operation.violations).map(([kind, example]) => [kind, answerText(operation, example)]);
  return rows.length === 0 ? '' : table(['what is wrong', 'answer'], rows);
}

/** The named examples of all answers, with their status. */
export const answerExamples = (operation: Operation): (Example & { status: number })[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) => examples.map((example) => ({ ...example, status: Number(status) }))),
  );

function answerText(operation: Operation, name: string): string {
  const example = answerExamples(operation).find((candidate) => candidate.name === name);
  if (!example) return name;
  const code = codeOf(operation, { status: example.status, body: example.value });
  return `\`${String(code)}\` ${example.summary ?? name}`;
}
