/** What is routed: an operation, or Prism's form of one. */
interface Routed {
  method: string;
  path: string;
}

/** Finds the one operation that a plain path can mean; undefined where Prism's router has something to weigh. */
export interface RouteTable<T> {
  find(method: string, path: string): T | undefined;
  /** Those whose paths have as many segments: Prism's router finds none among the others. */
  candidates(path: string): T[];
}

const plainPath = /^(?:\/[\w~-][\w.~-]*)+$/;
const plainTemplate = /^(?:\/(?:[\w~-][\w.~-]*|\{[^{}/]+\}))+$/;

/** Creates the table. A length at which one path of the document is no plain template is left to Prism. */
export function createRouteTable<T extends Routed>(routed: readonly T[]): RouteTable<T> {
  const byLength = new Map<number, { segments: string[]; each: T }[]>();
  for (const each of routed) {
    const segments = each.path.split('/');
    const sameLength = byLength.get(segments.length);
    if (sameLength) sameLength.push({ segments, each });
    else byLength.set(segments.length, [{ segments, each }]);
  }
  const isPlain = new Set(
    [...byLength].filter(([, all]) => all.every(({ each }) => plainTemplate.test(each.path))).map(([length]) => length),
  );
  return {
    find(method, path) {
      if (!plainPath.test(path)) return undefined;
      const segments = path.split('/');
      if (!isPlain.has(segments.length)) return undefined;
      const found = byLength
        .get(segments.length)!
        .filter(({ segments: template, each }) => isSame(each.method, method) && fits(template, segments));
      return found.length === 1 ? found[0]!.each : undefined;
    },
    candidates: (path) => (byLength.get(path.split('/').length) ?? []).map(({ each }) => each),
  };
}

const isSame = (one: string, other: string): boolean => one === other || one.toUpperCase() === other.toUpperCase();

const fits = (template: string[], segments: string[]): boolean =>
  template.every((part, index) => part.startsWith('{') || part === segments[index]);
