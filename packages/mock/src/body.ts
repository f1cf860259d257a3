/** The body of a request. */
export interface Body {
  /** JSON where the media type says so, text otherwise, the number of its bytes where it is neither; undefined where there is none. */
  body: unknown;
  /** Why the body cannot be read: not in the charset that it names, or not JSON. Quotes nothing of it. */
  malformed?: string;
}

/** Reads a body as its media type says. */
export function readBody(bytes: Buffer, mediaType: string = ''): Body {
  if (bytes.length === 0) return { body: undefined };
  const isJson = json.test(mediaType);
  const charset = /;\s*charset\s*=\s*"?\s*([^";\s]+)/i.exec(mediaType)?.[1] ?? 'utf-8';
  const text = decoded(bytes, charset);
  if (text === undefined) {
    const isText = isJson || /^\s*text\//i.test(mediaType) || mediaType === '';
    return isText
      ? { body: undefined, malformed: `The body is not ${charset.toUpperCase()}.` }
      : { body: `(${bytes.length} bytes)` };
  }
  if (!isJson) return { body: text };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    return { body: undefined, malformed: `The body is not JSON: ${withoutQuotation((error as Error).message)}` };
  }
}

function decoded(bytes: Buffer, charset: string): string | undefined {
  try {
    return /^utf-?8$/i.test(charset) ? utf8.decode(bytes) : new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const json = /^[^;]*[/+]json\s*(;|$)/i;

// V8 quotes the text around an unexpected token; a log has no business with it.
const withoutQuotation = (message: string): string => message.replace(/^Unexpected token .*$/s, 'Unexpected token');
