import { schemaOf } from '@cc-gateway/openapi';
import type { Operation, Received } from '@cc-gateway/spec';

/** One way in which an answer breaks the contract. */
export interface Violation {
  check: 'status' | 'media-type' | 'schema';
  received: unknown;
  documented: unknown;
  /** The place in the document, as a JSON pointer. */
  place: string;
}

/** Each way in which `answer` breaks the contract of `operation`; empty when it keeps it. */
export function violationsOf(operation: Operation, answer: Received): Violation[] {
  const place = `${operation.pointer}/responses`;
  const documented = operation.answers.find(({ status }) => status === String(answer.status));
  if (!documented) {
    const statuses = operation.answers.map(({ status }) => status);
    return [{ check: 'status', received: answer.status, documented: statuses, place }];
  }
  const received = String(answer.headers?.['content-type'] ?? '');
  const content = documented.contents.find(({ mediaType }) => essence(mediaType) === essence(received));
  if (!content) {
    if (documented.contents.length === 0) return [];
    const mediaTypes = documented.contents.map(({ mediaType }) => mediaType);
    return [{ check: 'media-type', received, documented: mediaTypes, place: `${place}/${documented.status}/content` }];
  }
  const { test, problem } = schemaOf(content.schema, { direction: 'answer' });
  const at = `${place}/${documented.status}/content`;
  if (!test) return [{ check: 'schema', received: answer.body, documented: problem.reason, place: at }];
  return test.violations(answer.body).map(({ pointer, message, keywordLocation }) => ({
    check: 'schema',
    received: { at: pointer, value: answer.body },
    documented: message,
    place: `${at} ${keywordLocation}`,
  }));
}

const essence = (mediaType: string): string => mediaType.split(';')[0]!.trim().toLowerCase();
