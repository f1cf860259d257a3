import { encodedPath } from './write/writable.ts';

/** Takes a path apart by a template: the texts of its names, as they came; undefined where it is no path of it. */
export type MatchPath = (path: string) => Record<string, string> | undefined;

/** Prepares the matching of a template. */
export function pathOf(template: string): MatchPath {
  const names: string[] = [];
  const source = encodedPath(template).replaceAll(/\{([^{}]+)\}|[^{}]+/g, (part, name?: string) => {
    if (name === undefined) return part.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
    names.push(name);
    // In `{name}.{ending}` the last dot is the one that is meant.
    return '([^/]*)';
  });
  const pattern = new RegExp(`^${source}$`);
  return (path) => {
    const match = pattern.exec(path) ?? pattern.exec(plain(path));
    if (!match) return undefined;
    const texts: Record<string, string> = Object.create(null);
    for (const [index, name] of names.entries()) texts[name] = match[index + 1]!;
    return texts;
  };
}

/** A letter means the same whether it is percent-encoded or not (RFC 3986, section 6.2.2.2), and so do both cases of its code. */
const plain = (path: string): string =>
  path.replaceAll(/%[\da-f]{2}/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code.toUpperCase();
  });
