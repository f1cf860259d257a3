import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Contract, Operation, Received } from '@cc-gateway/spec';
import { boundedRegExp } from './patterns/engine.ts';

/** One way in which an answer breaks the contract. */
export interface Violation {
  check: 'status' | 'media-type' | 'schema';
  received: unknown;
  documented: unknown;
  /** The place in the document, as a JSON pointer. */
  place: string;
}

/** Each way in which `answer` breaks the contract of `operation`; empty when it keeps it. */
export function violationsOf(contract: Contract, operation: Operation, answer: Received): Violation[] {
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
  const check = compiled(contract, content.schema);
  if (check(answer.body)) return [];
  return check.errors!.map(({ instancePath, message, schemaPath }) => ({
    check: 'schema',
    received: { at: instancePath, value: answer.body },
    documented: message,
    place: `${place}/${documented.status}/content ${schemaPath}`,
  }));
}

const essence = (mediaType: string): string => mediaType.split(';')[0]!.trim().toLowerCase();

const ajv = new Ajv2020({ allErrors: true, strict: false, code: { regExp: boundedRegExp } });
formats.default(ajv);
const known = new WeakMap<object, ValidateFunction>();

function compiled(contract: Contract, schema: Contract['document']): ValidateFunction {
  const found = known.get(schema);
  if (found) return found;
  const check = ajv.compile({ ...schema, components: contract.document.components });
  known.set(schema, check);
  return check;
}
