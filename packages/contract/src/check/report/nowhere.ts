import type { Contract, Json } from '@cc-gateway/spec';
import type { Target } from '../wire/target.ts';

/** Says that nothing of the document is at an address, and where it may be. */
export function nowhere({ document }: Contract, { origin, prefix }: Target): string {
  const paths = basePaths(document);
  const lacking = paths.find((path) => !prefix.endsWith(path));
  const said =
    paths.length === 0
      ? "The document's servers name no base path: check the path of the URL"
      : `The base path of the document's servers is ${paths.map((path) => JSON.stringify(path)).join(' or ')}`;
  const guess = lacking === undefined ? '.' : `: did you mean ${origin}${joined(prefix, lacking)}?`;
  return `Nothing of the document is at ${origin}${prefix}: every request to its operations is answered 404. ${said}${guess}`;
}

/** The paths of the document's servers, the variables in them filled in. */
function basePaths({ servers }: Json): string[] {
  const urls: string[] = (Array.isArray(servers) ? servers : []).map(({ url, variables }: Json) =>
    String(url).replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => variables?.[name]?.default ?? whole),
  );
  const paths = urls.map((url) => URL.parse(url, 'http://host/')?.pathname.replace(/\/+$/, '') ?? '');
  return [...new Set(paths)].filter((path) => path !== '');
}

/** `path` where it begins with `prefix`; otherwise the one behind the other. */
const joined = (prefix: string, path: string): string => (path.startsWith(`${prefix}/`) ? path : prefix + path);
