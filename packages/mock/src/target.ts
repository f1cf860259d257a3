/** The target of a request, taken apart. */
export interface Target {
  /** As it came over the wire. */
  target: string;
  /** Percent-encoded but for what means the same without; dots and blanks undone as in an address. */
  path: string;
  query: Record<string, string | string[]>;
}

// A path of plain segments is what `URL` would make of it; everything else is left to `URL`.
const plain = /^(?:\/[\w~-][\w.~-]*)+$/;

/** The path and the query of a request's target. */
export function readTarget(target: string): Target {
  if (plain.test(target)) return { target, path: target, query: {} };
  // `URL` would take what follows two slashes for a host, and a back-slash for a slash.
  const own = target.replaceAll('\\', '%5C');
  const { pathname, searchParams } =
    URL.parse(own.startsWith('/') ? `http://mock${own}` : own, 'http://mock') ??
    new URL(`http://mock/${encodeURI(own)}`);
  return { target, path: unescaped(pathname), query: queryOf(searchParams) };
}

// A letter means the same whether it is percent-encoded or not (RFC 3986, section 6.2.2.2).
const unescaped = (path: string): string =>
  path.replaceAll(/%[2-7][\da-f]/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code;
  });

function queryOf(search: URLSearchParams): Target['query'] {
  const query: Target['query'] = {};
  for (const name of search.keys()) {
    const values = search.getAll(name);
    Object.defineProperty(query, name, {
      value: values.length === 1 ? values[0]! : values,
      enumerable: true,
      configurable: true,
    });
  }
  return query;
}
