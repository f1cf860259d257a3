import type { Operation } from '@cc-gateway/spec';

/** The values of an operation's path parameters in `path`, decoded; undefined where the path is not the operation's. */
export function matchPath(operation: Pick<Operation, 'path'>, path: string): Record<string, string> | undefined {
  const { form, names } = formOf(operation.path);
  const found = form.exec(path);
  if (!found) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1]!)]));
}

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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
