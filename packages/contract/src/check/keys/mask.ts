/** What stands where a key stood: shell, for between double quotes, that makes the text of variables. */
export interface Mask {
  shell: string;
  /** The variables that it needs, each with what it holds. */
  variables: Record<string, string>;
}

/** A part of a text: as it is, or masked. */
export type Piece = string | Mask;

/** Pieces as a text for people. */
export const shown = (pieces: Piece[]): string => glued(pieces, (text) => text);

/** Pieces as one word of a shell; each character stands for one byte. */
export const word = (pieces: Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? literal(piece) : `"${piece.shell}"`)).join('') || "''";

const literal = (text: string): string =>
  /^[\x20-\x7e\n]*$/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"$(printf '${printfFormat(text)}')"`;

/** A text as the format of printf, for between single quotes; each character stands for one byte. */
export const printfFormat = (text: string): string =>
  Array.from(text)
    .map((byte, at) => {
      if (byte === '%') return '%%';
      const isPlain = /[\w :/.,;=?&{}[\]-]/.test(byte) && !(at === 0 && byte === '-');
      return isPlain ? byte : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
    })
    .join('');

/** Pieces in base64, as one mask; undefined where nothing in them is masked. */
export function inBase64(pieces: Piece[]): Mask | undefined {
  const variables = variablesOf(pieces);
  return variables && { shell: String.raw`$(printf %s "${quoted(pieces)}" | base64 | tr -d '\n')`, variables };
}

/** Pieces percent-encoded, for which there is no short shell: a variable of their own. */
export function inPercents(pieces: Piece[], variable: string): Mask | undefined {
  if (!variablesOf(pieces)) return undefined;
  return { shell: `$${variable}`, variables: { [variable]: `"${quoted(pieces)}", percent-encoded` } };
}

/** Pieces with neighbouring texts made one. */
export function joined(pieces: Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces.filter((each) => each !== '')) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
}

function variablesOf(pieces: Piece[]): Mask['variables'] | undefined {
  const masks = pieces.filter((piece) => typeof piece !== 'string');
  return masks.length === 0
    ? undefined
    : (Object.assign({}, ...masks.map(({ variables }) => variables)) as Mask['variables']);
}

/** Pieces for between double quotes of a shell. */
const quoted = (pieces: Piece[]): string => glued(pieces, (text) => text.replaceAll(/["$`\\]/g, String.raw`\$&`));

/** Texts and shell in a row; a variable before a letter gets braces. */
const glued = (pieces: Piece[], write: (text: string) => string): string =>
  pieces
    .map((piece, at) => {
      if (typeof piece === 'string') return write(piece);
      const next = pieces[at + 1];
      const isNamed = /^\$\w+$/.test(piece.shell) && typeof next === 'string' && /^\w/.test(next);
      return isNamed ? `\${${piece.shell.slice(1)}}` : piece.shell;
    })
    .join('');
