/** A parameter, as it is written. What is left out is the default of its place. */
export interface Parameter {
  /** The name on the wire. */
  name: string;
  /** The name of its argument, where it is another. */
  as?: string;
  in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  /** `simple` in path and header, `form` in query and cookie, unless told. */
  style?: string;
  explode?: boolean;
  allowReserved?: boolean;
  /** The value is written as JSON, as text or, in a querystring, as a form, and not in a style. */
  content?: 'json' | 'text' | 'form';
}

export type Atom = string | number | boolean;

/**
 * A value as its parameter carries it: `a=1&a=2` in a query, `.1.2` in a path; the empty text where a list or an object
 * has nothing to write. Undefined where it cannot be written so that every reader reads it alike. Throws URIError at half of a
 * surrogate pair, which has no bytes.
 */
export type WriteParameter = (parameter: Parameter, value: unknown) => string | undefined;

/** Writes atoms in a path: for operations that have nothing else. */
export const plainInPath: WriteParameter = (_, value) =>
  isAtom(value) ? encodeURIComponent(String(value)) : undefined;

/** Writes atoms in the style of their place. */
export const plain: WriteParameter = (parameter, value) =>
  isAtom(value) ? assignmentOf(parameter) + encoderOf(parameter)(String(value)) : undefined;

/** Writes any value in any style, by RFC 6570 and the tables of OpenAPI 3.1.1 and 3.2. */
export const styled: WriteParameter = (parameter, value) => {
  const { in: place, style, explode, content } = parameter;
  const encode = encoderOf(parameter);
  if (content) {
    const text = content === 'json' ? JSON.stringify(value) : isAtom(value) ? String(value) : undefined;
    return text === undefined ? undefined : assignmentOf(parameter) + encode(text);
  }
  if (isAtom(value)) {
    if (style === 'deepObject' || delimiters[style!] || (style === 'cookie' && !isPlain(String(value))))
      return undefined;
    const assign = assignmentOf(parameter);
    return (style === 'matrix' && value === '' ? assign.slice(0, -1) : assign) + encode(String(value));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const isList = Array.isArray(value);
  const pairs = Object.entries(value as Record<string, unknown>);
  if (pairs.length === 0) return '';
  const key = keyOf(parameter);
  if (style === 'deepObject') return inBrackets(key, value, encode)?.join('&');
  if (!pairs.every((pair): pair is [string, Atom] => isAtom(pair[1]))) return undefined;
  const pieces = isList ? value.map(String) : pairs.flat().map(String);
  if (style === 'cookie' && !(pieces.every(isPlain) && pairs.every(([name]) => !name.includes('=')))) return undefined;
  // What stands between the members of a header may have blanks beside it, which are nobody's.
  if (place === 'header' && pieces.some((piece) => piece !== piece.trim())) return undefined;
  if (explode) {
    const between = betweens[style!];
    if (between === undefined || (place === 'cookie' && style === 'form' && pairs.length > 1)) return undefined;
    const isNamed = between !== ',' && between !== '.';
    if (!isNamed && !areApart(pieces, isList ? between : `${between}=`)) return undefined;
    const written = isList
      ? pieces.map((piece) => (isNamed ? `${key}=` : '') + encode(piece))
      : pairs.map(([name, each]) => `${encode(name)}=${encode(String(each))}`);
    return (style === 'label' || style === 'matrix' ? between : '') + written.join(between);
  }
  const delimiter = delimiters[style!] ?? ',';
  if (!areApart(pieces, delimiter)) return undefined;
  return assignmentOf(parameter) + pieces.map(encode).join(delimiter === ',' ? ',' : encodeURIComponent(delimiter));
};

/**
 * The members of an object in brackets. OpenAPI has no form for lists and for what is deeper: they are written as most servers
 * read them, `a[b][c]=1` and `a[b][0]=1`. What is empty has no form.
 */
function inBrackets(key: string, value: unknown, encode: (text: string) => string): string[] | undefined {
  if (isAtom(value)) return [`${key}=${encode(String(value))}`];
  const pairs = Object.entries(Object(value) as object);
  const written = pairs.map(([name, each]) =>
    /^$|[[\]]/.test(name) ? undefined : inBrackets(`${key}%5B${encode(name)}%5D`, each, encode),
  );
  return pairs.length === 0 || written.includes(undefined) ? undefined : (written as string[][]).flat();
}

/** What stands between the members of a list or an object that are written apart. */
const betweens: Record<string, string> = { form: '&', cookie: '; ', label: '.', matrix: ';', simple: ',' };
const delimiters: Record<string, string> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** Whether a reader can take the pieces apart: none is empty, and none holds what stands between them. */
const areApart = (pieces: string[], separators: string): boolean =>
  pieces.every((piece) => piece !== '' && !Array.from(separators).some((separator) => piece.includes(separator)));

export const isAtom = (value: unknown): value is Atom =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/** Whether a cookie can hold a text as it is: RFC 6265, section 4.1.1, and blanks within. */
const isPlain = (text: string): boolean => text === text.trim() && /^[ !#-+\--:<-[\]-~]*$/.test(text);

const keyOf = ({ name, style }: Parameter): string => (style === 'cookie' ? name : encodeURIComponent(name));

function assignmentOf(parameter: Parameter): string {
  const { in: place, style } = parameter;
  if (style === 'label') return '.';
  if (style === 'matrix') return `;${keyOf(parameter)}=`;
  return place === 'query' || place === 'cookie' ? `${keyOf(parameter)}=` : '';
}

function encoderOf({ in: place, style, allowReserved }: Parameter): (text: string) => string {
  if (place === 'header' || style === 'cookie') return (text) => text;
  if (place !== 'query' || !allowReserved) return encodeURIComponent;
  // What ends a query, a name or a value stays encoded, and so does the plus sign, which some read as a blank.
  return (text) => encodeURIComponent(text).replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/g, decodeURIComponent);
}
