/** The JSON pointer of a place in a document, as a URI fragment, of which `keysOf` makes the same keys. */
export const pointerTo = (...keys: readonly (string | number)[]): string =>
  keys
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')}`)
    .reduce((all, key) => all + key, '#');

/** The keys of a JSON pointer, with or without `#`; one that is percent-encoded is decoded. */
export const keysOf = (pointer: string): string[] =>
  decoded(pointer.replace(/^#/, ''))
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
