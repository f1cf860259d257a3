/** How the items of a media type that is a sequence are written, one after the other; undefined of any other (OpenAPI 3.2, section 4.14). */
export function sequenceOf(mediaType: string): ((body: unknown) => string) | undefined {
  const writing = Object.entries(writings).find(([pattern]) => new RegExp(`^${pattern}\\s*(;|$)`, 'i').test(mediaType));
  return writing && ((body) => (Array.isArray(body) ? body : [body]).map((item) => writing[1](textOf(item))).join(''));
}

const writings: Record<string, (text: string) => string> = {
  'text/event-stream': (text) => `${text.replaceAll(/^/gm, 'data: ')}\n\n`,
  'application/json-seq': (text) => `\u001E${text}\n`,
  'application/(x-)?(ndjson|jsonl|jsonlines)': (text) => `${text}\n`,
};

const textOf = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item));
