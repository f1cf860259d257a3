import { parameterOf } from '../media.ts';

/** The text of bytes, or why they have none. */
export type Decode = (bytes: Uint8Array) => { text: string } | { fault: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Prepares the decoding of what is in the charset of a media type, UTF-8 unless told. */
export function decoderOf(mediaType: string): Decode {
  const charset = parameterOf(mediaType, 'charset') ?? 'UTF-8';
  const decoder = /^utf-?8$/i.test(charset) ? utf8 : known(charset);
  if (!decoder) return () => ({ fault: `has the charset ${charset}, which is not known here` });
  return (bytes) => {
    try {
      return { text: decoder.decode(bytes) };
    } catch {
      return { fault: `is not ${charset}` };
    }
  };
}

function known(charset: string) {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}
