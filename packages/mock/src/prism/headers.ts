import { sampleOf, type Operation } from '@cc-gateway/openapi';
import { writeParameter } from '@cc-gateway/openapi/codec';
import { documentedFor } from './check.ts';
import type { Answer } from './types.ts';

/** An answer with a value for each documented header: Prism makes texts and numbers alone. */
export function withHeaders({ answers }: Operation, answer: Answer): Answer {
  const made = documentedFor(answers, answer.status)?.headers.flatMap(({ name, schema }) => {
    if (answer.headers[name] !== null) return [];
    const { value } = sampleOf(schema, { direction: 'answer' });
    return [[name, value] as const];
  });
  return made?.length ? ({ ...answer, headers: { ...answer.headers, ...Object.fromEntries(made) } } as Answer) : answer;
}

/** The headers of an answer as they go over the wire; what HTTP cannot carry is left out. */
export function writtenHeaders({ answers }: Operation, { status, headers }: Answer): Record<string, string> {
  const documented = documentedFor(answers, status)?.headers ?? [];
  const written = Object.entries<unknown>(headers).map(([name, value]) => {
    const header = documented.find((each) => each.name === name);
    const isText = typeof value === 'string' || typeof value === 'number' || !header;
    const text = isText ? String(value) : writeParameter({ ...header, in: 'header', style: 'simple' }, value);
    return [name, text] as const;
  });
  return Object.fromEntries(
    written.filter((entry): entry is [string, string] => isName.test(entry[0]) && isValue.test(entry[1] ?? '\n')),
  );
}

/** RFC 9110, section 5.6.2. */
const isName = /^[\w!#$%&'*+.^`|~-]+$/;

/** RFC 9110, section 5.5. */
const isValue = /^[\t\x20-\x7e\x80-\xff]*$/;
