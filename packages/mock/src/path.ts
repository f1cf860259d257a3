/** The values of a path template's parameters in `path`, decoded; undefined where it does not match. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const form = template
    .split(/(\{[^{}]+\})/)
    .map((part) => (part.startsWith('{') ? (names.push(part.slice(1, -1)), '([^/]*)') : escapeRegExp(part)))
    .join('');
  const found = new RegExp(`^${form}$`, 's').exec(path);
  return found ? Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1]!)])) : undefined;
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
