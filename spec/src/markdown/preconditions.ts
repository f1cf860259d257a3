import type { Example } from '@cc-gateway/openapi';
import type { Operation, ViolationKind } from '../operation.ts';
import { codeOf } from '../success.ts';
import { table } from './table.ts';
import { asWritten, type Translate } from './translate.ts';

/** What must hold before the operation is called, in the order in which a gateway looks, and the answer otherwise. */
export function preconditionsMarkdown(operation: Operation, t: Translate = asWritten): string {
  if (operation.preconditions.length === 0) return '';
  const rows = operation.preconditions.map(({ name, meaning, else: refusal }, index) => [
    String(index + 1),
    t(meaning ?? name),
    answerText(operation, refusal, t),
  ]);
  return table(['', t('must hold'), t('otherwise')], rows);
}

/** What a success changes, as a list. */
export const effectsMarkdown = ({ effects }: Operation, t: Translate = asWritten): string =>
  effects
    .map(({ meaning, row, set }) => `- ${meaning ? t(meaning) : `${row}: ${Object.keys(set).join(', ')} set.`}`)
    .join('\n');

const kinds: Record<ViolationKind, string> = {
  security: 'the session is missing',
  path: 'a parameter in the path',
  query: 'a parameter in the query',
  header: 'a header',
  mediaType: 'the media type of the body',
  body: 'the body',
};

/** How requests that break the contract are answered, by kind of violation; of those kinds alone that a request can show. */
export function violationsMarkdown(operation: Operation, t: Translate = asWritten): string {
  const rows = violationsOf(operation).map(([kind, example]) => [t(kinds[kind]), answerText(operation, example, t)]);
  return rows.length === 0 ? '' : table([t('what is wrong'), t('answer')], rows);
}

/** The kinds of violation that a request for the operation can show, in the order in which they decide, and their examples. */
export function violationsOf({ violations, parameters, body, security }: Operation): [ViolationKind, string][] {
  const isPossible = (kind: ViolationKind): boolean => {
    if (kind === 'security') return security.length > 0;
    if (kind === 'mediaType' || kind === 'body') return body !== undefined;
    return parameters.some(({ in: place }) => place === kind);
  };
  return (Object.entries(violations) as [ViolationKind, string][]).filter(([kind]) => isPossible(kind));
}

/** The named examples of all answers, with their status. */
export const answerExamples = (operation: Operation): (Example & { status: number })[] =>
  operation.answers.flatMap(({ status, contents }) =>
    contents.flatMap(({ examples }) => examples.map((example) => ({ ...example, status: Number(status) }))),
  );

function answerText(operation: Operation, name: string, t: Translate): string {
  const example = answerExamples(operation).find((candidate) => candidate.name === name);
  if (!example) return name;
  const code = codeOf(operation, { status: example.status, body: example.value });
  return `\`${String(code)}\` ${t(example.summary ?? name)}`;
}
