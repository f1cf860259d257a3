import { schemaOf, type Json, type Operation } from '@cc-gateway/openapi';
import { essenceOf } from '@cc-gateway/openapi/codec';
import type { Violation } from '../violations.ts';
import type { Answer } from './types.ts';

/** The ways in which an answer breaks what its operation documents for it. */
export function faultsOf({ answers }: Operation, { status, headers, body }: Answer): Violation[] {
  const documented = documentedFor(answers, status);
  if (!documented) return [];
  const mediaType = headers['Content-type'] ?? headers['content-type'];
  const content = contentFor(documented.contents, mediaType);
  const ofBody = content && body !== undefined ? violationsOf(content.schema, body, ['body'], 'body ') : [];
  const ofHeaders = documented.headers.flatMap(({ name, schema, required }): Violation[] => {
    const value = headers[name];
    if (value === undefined || value === null) {
      const message = `Response header ${name} is missing`;
      return required ? [{ path: ['header', name], code: 'required', message, severity: 0 }] : [];
    }
    return violationsOf(schema, value, ['header', name], `header parameter ${name} `);
  });
  return [...ofBody, ...ofHeaders];
}

/** The documented answer of a status: its own, that of its range, or the default. */
export const documentedFor = (
  answers: Operation['answers'],
  status: number,
): Operation['answers'][number] | undefined =>
  answers.find((answer) => answer.status === String(status)) ??
  answers.find((answer) => answer.status.toUpperCase() === `${String(status)[0]}XX`) ??
  answers.find((answer) => answer.status === 'default');

/** The content of a media type, as the document writes it or without its parameters. */
export const contentFor = <T extends { mediaType: string }>(contents: T[], mediaType = ''): T | undefined =>
  contents.find((content) => content.mediaType === mediaType) ??
  contents.find((content) => essenceOf(content.mediaType) === essenceOf(mediaType)) ??
  contents.find((content) => content.mediaType.includes('*'));

function violationsOf(schema: Json, value: unknown, path: string[], what: string): Violation[] {
  const { test } = schemaOf(schema, { direction: 'answer' });
  return (test?.violations(value) ?? []).map(({ pointer, keyword, message }) => {
    const inner = pointer.split('/').slice(1);
    const place = inner.length > 0 ? `property ${inner.join('.')} ` : '';
    return { path: [...path, ...inner], code: keyword, message: `Response ${what}${place}${message}`, severity: 0 };
  });
}
