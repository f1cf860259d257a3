import { isAtom, styled } from './styles.ts';

/** A body, as it is written. */
export interface Body {
  /** The name of its argument, where the whole is one and not called `body`. */
  as?: string;
  /** The `Content-Type`; that of a multipart body gets its boundary when it is written. */
  type: string;
  /** How it is written: JSON unless told. */
  form?: 'urlencoded' | 'multipart' | 'parts' | 'raw';
  /** What stands between the parts of a form; random unless told, so that no content can hold it. */
  boundary?: string;
  /** How single members of a form are written, where not as their values say. */
  encoding?: Record<string, Encoding>;
  /** How single items of a body of parts without names are written. */
  itemEncoding?: (index: number) => Encoding;
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
  | string
  | Uint8Array
  | { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string };

/** A body on the wire; undefined where the value cannot be written in this form. */
export type WriteBody = (body: Body, value: unknown) => { type: string; content: string | Uint8Array } | undefined;

/** JSON, as `JSON.stringify` writes it. */
export const json: WriteBody = ({ type }, value) => ({ type, content: JSON.stringify(value) });

/** Text and bytes, as they are. */
export const raw: WriteBody = ({ type }, value) => {
  if (isAtom(value)) return { type, content: String(value) };
  if (ArrayBuffer.isView(value)) return { type, content: bytesOf(value as Uint8Array) };
  return isObject(value) && 'bytes' in value ? raw({ type }, value['bytes']) : undefined;
};

/**
 * `application/x-www-form-urlencoded`: members in their styles where the document names one, else a field for each item
 * of a list, and objects as JSON.
 */
export const urlencoded: WriteBody = ({ type, encoding = {} }, value) => {
  if (!isObject(value)) return undefined;
  const fieldsOf = ([name, member]: [string, unknown]): (string | undefined)[] => {
    const { style, type: media, ...rest } = encoding[name] ?? {};
    const field = { name, in: 'query', ...rest } as const;
    if (style !== undefined) return [styled({ ...field, style, explode: rest.explode ?? style === 'form' }, member)];
    if (isJson(media)) return [styled({ ...field, content: 'json' }, member)];
    return listOf(member).map((each) =>
      each === null ? undefined : styled({ ...field, ...(typeof each === 'object' && { content: 'json' }) }, each),
    );
  };
  const fields = membersOf(value).flatMap(fieldsOf);
  if (fields.includes(undefined)) return undefined;
  const content = fields.filter(Boolean).join('&').replaceAll('%20', '+');
  return { type, content };
};

/** `multipart/form-data`, by RFC 7578: a part for each member, and for each item of a list. */
export const multipart: WriteBody = ({ type, encoding = {}, boundary = `part-${crypto.randomUUID()}` }, value) => {
  if (!isObject(value)) return undefined;
  const pieces: (string | Uint8Array)[] = [];
  for (const [name, member] of membersOf(value)) {
    for (const each of listOf(member)) {
      const part = partOf(each, encoding[name]?.type);
      if (!part || !isQuotable(name) || !isQuotable(part.fileName ?? '')) return undefined;
      const { content, fileName, mediaType } = part;
      const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
      pieces.push(
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n`,
        `${mediaType ? `Content-Type: ${mediaType.replaceAll(/[^\x20-\x7e]/g, '')}\r\n` : ''}\r\n`,
        content,
        '\r\n',
      );
    }
  }
  return { type: `${type}; boundary=${boundary}`, content: joined([...pieces, `--${boundary}--\r\n`]) };
};

/** Texts in UTF-8, and bytes, one after the other. */
export function joined(given: (string | Uint8Array)[]): Uint8Array {
  const pieces = given.map((piece) => (typeof piece === 'string' ? utf8.encode(piece) : piece));
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return bytes;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);
const listOf = (member: unknown): unknown[] => (Array.isArray(member) ? member : [member]);
const isJson = (mediaType = ''): boolean => /[/+]json\s*(;|$)/i.test(mediaType);

const utf8 = /* @__PURE__ */ new TextEncoder();

/** A member as a part: bytes are a file, objects are JSON, all else is text unless told. Undefined where it is none of these. */
export function partOf(
  value: unknown,
  type: string | undefined,
): { content: Uint8Array; fileName?: string; mediaType?: string | undefined } | undefined {
  if (ArrayBuffer.isView(value)) return partOf({ bytes: value }, type);
  if (isObject(value) && ArrayBuffer.isView(value['bytes'])) {
    const { bytes, name = 'file', type: own } = value as { bytes: Uint8Array; name?: string; type?: string };
    return { content: bytesOf(bytes), fileName: name, mediaType: own ?? type ?? 'application/octet-stream' };
  }
  if (typeof value === 'object' || isJson(type)) {
    return { content: utf8.encode(JSON.stringify(value)), mediaType: type ?? 'application/json' };
  }
  return isAtom(value) ? { content: utf8.encode(String(value)), mediaType: type } : undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** As browsers write names and file names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
export const quoted = (text: string): string =>
  text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
/** Whether a name is not taken for another, or for another's beginning: a back-slash quotes what follows in some readers. */
export const isQuotable = (text: string): boolean => !/%(22|0[AD])|\\/i.test(text);
