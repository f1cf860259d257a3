import type { Report } from './faults.ts';

/** A text without its percent-encoding. Reports what is none, and gives the text as it is. */
export function decoded(text: string, report: Report, pointer = ''): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    report(pointer, 'holds a percent sign that encodes nothing, or bytes that are not UTF-8');
    return text;
  }
}

/** The same where a plus sign is a blank: in queries and forms. */
export const decodedForm = (text: string, report: Report, pointer?: string): string =>
  decoded(text.includes('+') ? text.replaceAll('+', ' ') : text, report, pointer);

export const asIs = (text: string): string => text;
