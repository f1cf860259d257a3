/** How the items of a media type that is a sequence are written, one after the other; undefined of any other (OpenAPI 3.2, section 4.14). */
export function sequenceOf(mediaType: string): ((body: unknown) => string) | undefined {
  const writing = Object.entries(writings).find(([pattern]) => new RegExp(`^${pattern}\\s*(;|$)`, 'i').test(mediaType));
  return writing && ((body) => (Array.isArray(body) ? body : [body]).map(writing[1]).join(''));
}

const writings: Record<string, (item: unknown) => string> = {
  'text/event-stream': (item) =>
    `${(typeof item === 'string' ? item : JSON.stringify(item)).replaceAll(/^/gm, 'data: ')}\n\n`,
  'application/json-seq': (item) => `\u001E${JSON.stringify(item)}\n`,
  'application/(x-)?(ndjson|jsonl|jsonlines)': (item) => `${JSON.stringify(item)}\n`,
};
