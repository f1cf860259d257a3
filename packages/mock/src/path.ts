import type { Operation } from '@cc-gateway/spec';

/** The values of an operation's path parameters in `path`, decoded; undefined where the path is not the operation's. */
export function matchPath(operation: Pick<Operation, 'path'>, path: string): Record<string, string> | undefined {
  const { form, names } = formOf(operation.path);
  const found = form.exec(path);
  if (found) return valuesOf(names, found.slice(1).map(decoded));
  if (!path.includes('%') && !operation.path.includes('%')) return undefined;
  // A template is text: what it says may have come percent-encoded, and may be written so.
  const plain = formOf(decodedPath(operation.path)).form.exec(decodedPath(path));
  return plain ? valuesOf(names, plain.slice(1)) : undefined;
}

const valuesOf = (names: string[], values: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]!]));

/** A template without its fragment: some documents tell operations of one path apart by one, and none goes over the wire. */
export const sentPath = (template: string): string => template.replace(/#[^{}]*$/, '');

interface Form {
  form: RegExp;
  names: string[];
}

const forms = new Map<string, Form>();

function formOf(template: string): Form {
  let known = forms.get(template);
  if (!known) {
    const names: string[] = [];
    const source = sentPath(template)
      .split(/(\{[^{}]+\})/)
      .map((part) => (part.startsWith('{') ? (names.push(part.slice(1, -1)), '([^/]*)') : escaped(part)))
      .join('');
    forms.set(template, (known = { form: new RegExp(`^${source}$`, 's'), names }));
  }
  return known;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const decodedPath = (path: string): string => path.split('/').map(decoded).join('/');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
