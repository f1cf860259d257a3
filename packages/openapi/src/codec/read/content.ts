import type { Report } from './faults.ts';
import type { Shape } from './shape.ts';
import { atomOf } from './typed.ts';

/** The value that a text of JSON is. */
export function parsed(text: string, report: Report, pointer = ''): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // V8 quotes the text around an unexpected token; a log has no business with it.
    const message = (error as Error).message.replace(/^Unexpected token .*$/s, 'Unexpected token');
    report(pointer, `is no JSON: ${message}`);
    return undefined;
  }
}

/** The value of a text that is no JSON: typed where the schema knows texts, numbers and the like alone. */
export const textOf = (text: string, shape: Shape, report: Report, pointer = ''): unknown =>
  shape.types.has('string') ? text : atomOf(text, shape, report, pointer);
