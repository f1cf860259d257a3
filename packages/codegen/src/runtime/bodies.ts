import { styled } from './styles.ts';

/** A body, as it is written. */
export interface Body {
  /** The name of its argument, where the whole is one and not called `body`. */
  as?: string;
  /** The `Content-Type`; that of a multipart body gets its boundary when it is written. */
  type: string;
  /** How it is written: JSON unless told. */
  form?: 'urlencoded' | 'multipart' | 'raw';
  /** How single members of a form are written, where not as their values say. */
  encoding?: Record<string, Encoding>;
}

/** How one member of a form is written. */
export interface Encoding {
  /** The media type of its part. */
  type?: string;
  style?: string;
  explode?: boolean;
  allowReserved?: boolean;
}

/** The content of a file: bytes or text, or these with the file's name and media type. */
export type FilePart =
  string | Uint8Array | { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string };

/** A body on the wire; undefined where the value cannot be written in this form. */
export type WriteBody = (body: Body, value: unknown) => { type: string; content: string | Uint8Array } | undefined;

/** JSON, as `JSON.stringify` writes it. */
export const json: WriteBody = ({ type }, value) => ({ type, content: JSON.stringify(value) });

/** Text and bytes, as they are. */
export const raw: WriteBody = ({ type }, value) => {
  if (typeof value === 'string') return { type, content: value };
  if (ArrayBuffer.isView(value)) return { type, content: bytesOf(value as Uint8Array) };
  return typeof value === 'object' && value !== null && 'bytes' in value
    ? raw({ type }, value.bytes)
    : { type, content: String(value) };
};

/** `application/x-www-form-urlencoded`: members in their styles where the document names one, else as RFC 1866 has them. */
export const urlencoded: WriteBody = ({ type, encoding = {} }, value) => {
  const written = Object.entries(Object(value) as object).map(([name, member]: [string, unknown]) => {
    const { style, explode = (style ?? 'form') === 'form', allowReserved } = encoding[name] ?? {};
    const isStyled = style !== undefined || Array.isArray(member);
    if (isStyled && !(Array.isArray(member) && member.some((each) => typeof each === 'object'))) {
      return styled(
        { name, in: 'query', style: style ?? 'form', explode, ...(allowReserved && { allowReserved }) },
        member,
      );
    }
    const members = Array.isArray(member) ? member : [member];
    return members.map((each: unknown) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(each))}`).join('&');
  });
  if (written.includes(undefined)) return undefined;
  return {
    type,
    content: written
      .filter((text) => text !== '')
      .join('&')
      .replaceAll('%20', '+'),
  };
};

/** `multipart/form-data`, by RFC 7578: a part for each member, and for each item of a list. */
export const multipart: WriteBody = ({ type, encoding = {} }, value) => {
  const pieces: Uint8Array[] = [];
  // A boundary is random, so that no content can hold it.
  const boundary = `part-${crypto.randomUUID()}`;
  const write = (text: string): void => void pieces.push(utf8.encode(text));
  for (const [name, member] of Object.entries(Object(value) as Record<string, unknown>)) {
    for (const each of Array.isArray(member) ? (member as unknown[]) : [member]) {
      const { content, fileName, mediaType } = partOf(each, encoding[name]?.type);
      const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
      write(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n`);
      write(`${mediaType ? `Content-Type: ${mediaType.replaceAll(/[^\x20-\x7e]/g, '')}\r\n` : ''}\r\n`);
      pieces.push(content);
      write('\r\n');
    }
  }
  write(`--${boundary}--\r\n`);
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return { type: `${type}; boundary=${boundary}`, content: bytes };
};

const utf8 = /* @__PURE__ */ new TextEncoder();

/** A member as a part: bytes are a file, objects are JSON, all else is text. */
function partOf(
  value: unknown,
  type: string | undefined,
): { content: Uint8Array; fileName?: string; mediaType?: string | undefined } {
  if (ArrayBuffer.isView(value)) {
    return { content: bytesOf(value as Uint8Array), fileName: 'file', mediaType: type ?? 'application/octet-stream' };
  }
  if (typeof value === 'object' && value !== null && 'bytes' in value && ArrayBuffer.isView(value.bytes)) {
    const { bytes, name = 'file', type: own } = value as { bytes: Uint8Array; name?: string; type?: string };
    return { content: bytesOf(bytes), fileName: name, mediaType: own ?? type ?? 'application/octet-stream' };
  }
  const isJson = typeof value === 'object';
  return { content: utf8.encode(textOf(value)), mediaType: type ?? (isJson ? 'application/json' : undefined) };
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
/** As browsers write names and file names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
const quoted = (text: string): string => text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
