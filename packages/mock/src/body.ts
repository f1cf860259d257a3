/** The body of a request. */
export interface Body {
  /** JSON where the media type says so, text otherwise; undefined where there is none. */
  body: unknown;
  /** Why the body cannot be read: not JSON, or not UTF-8. Quotes nothing of it. */
  malformed?: string;
}

/** Reads a body as its media type says. */
export function readBody(bytes: Buffer, mediaType: string = ''): Body {
  if (bytes.length === 0) return { body: undefined };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { body: undefined, malformed: 'The body is not UTF-8.' };
  }
  if (!json.test(mediaType)) return { body: text };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    return { body: undefined, malformed: `The body is not JSON: ${withoutQuotation((error as Error).message)}` };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const json = /^[^;]*[/+]json\s*(;|$)/i;

// V8 quotes the text around an unexpected token; a log has no business with it.
const withoutQuotation = (message: string): string => message.replace(/^Unexpected token .*$/s, 'Unexpected token');
